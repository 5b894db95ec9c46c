# graph: Blocks() 1x1x4x4
import torch
from torch import nn


# --8<-- [start:net]
class Blocks(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(1, 5, 2), nn.ReLU())
        self.head = nn.Sequential(nn.Linear(45, 8), nn.ReLU(), nn.Linear(8, 3))

    def forward(self, x):
        x = self.features(x)
        x = torch.flatten(x, 1)
        return self.head(x)
# --8<-- [end:net]
