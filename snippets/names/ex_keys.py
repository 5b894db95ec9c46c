import torch
from torch import nn


# --8<-- [start:net]
class Puzzle(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Flatten(), nn.Linear(4, 3, bias=False))
        self.norms = nn.ModuleList([nn.BatchNorm1d(3, affine=False)])
        self.layers = [nn.Linear(3, 3)]
        self.scale = nn.Parameter(torch.ones(1))
# --8<-- [end:net]


# --8<-- [start:answer]
torch.manual_seed(0)
print(*Puzzle().state_dict(), sep="\n")
# --8<-- [end:answer]
