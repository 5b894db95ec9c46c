import torch
from torch import nn


# --8<-- [start:net]
class Shown(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(4, 4) for _ in range(3)])
        self.act = nn.ReLU()
        self.gain = nn.Parameter(torch.ones(1))

    def forward(self, x):
        for layer in reversed(self.layers):
            x = torch.tanh(layer(x))
        return self.gain * x
# --8<-- [end:net]


# --8<-- [start:print]
torch.manual_seed(0)
print(Shown())
# --8<-- [end:print]
