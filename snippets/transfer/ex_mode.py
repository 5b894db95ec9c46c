import torch
from torch import nn


# --8<-- [start:answer]
class FrozenBody(nn.Module):
    def __init__(self, body, head):
        super().__init__()
        self.body = body.requires_grad_(False)
        self.head = head
        self.train()

    def train(self, mode=True):
        super().train(mode)
        self.body.eval()
        return self

    def forward(self, x):
        return self.head(self.body(x))


torch.manual_seed(0)
net = FrozenBody(nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8)), nn.Linear(8, 3))
net.train()(torch.randn(6, 4))
print("head trains", net.head.training, " body trains", net.body.training)
print("batches tracked", net.body[1].num_batches_tracked.item())
# --8<-- [end:answer]
