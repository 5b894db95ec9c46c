import torch
from torch import nn

from snippets.module.mlp import MLP


# --8<-- [start:answer]
class Headed(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = MLP()
        self.head = nn.Linear(3, 2)

    def forward(self, x):
        return self.head(torch.relu(self.body(x)))


torch.manual_seed(0)
net = Headed()
net.body.requires_grad_(False)
print([name for name, parameter in net.named_parameters() if parameter.requires_grad])
print(sum(parameter.numel() for parameter in net.parameters() if parameter.requires_grad))
# --8<-- [end:answer]
