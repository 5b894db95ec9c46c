# graph: Blocks() 1x1x4x4
import torch
from torch import nn


# --8<-- [start:net]
class Blocks(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(16, 8), nn.ReLU())
        self.head = nn.Linear(8, 3)

    def forward(self, x):
        x = torch.flatten(x, 1)
        x = self.body(x)
        return self.head(x)
# --8<-- [end:net]
