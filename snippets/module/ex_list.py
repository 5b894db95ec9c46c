import torch
from torch import nn


# --8<-- [start:net]
class Found(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(4, 8), nn.Linear(8, 3)])

    def forward(self, x):
        for layer in self.layers:
            x = torch.relu(layer(x))
        return x
# --8<-- [end:net]


# --8<-- [start:answer]
torch.manual_seed(0)
net = Found()
print([name for name, _ in net.named_parameters()])
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
# --8<-- [end:answer]
