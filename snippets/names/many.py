import torch
from torch import nn


# --8<-- [start:net]
class Many(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList([nn.Linear(4, 4), nn.Linear(4, 4)])
        self.heads = nn.ModuleDict({"cat": nn.Linear(4, 2)})
        self.gains = nn.ParameterList([torch.ones(4), torch.ones(4)])
        self.shifts = nn.ParameterDict({"low": torch.zeros(4)})
# --8<-- [end:net]


# --8<-- [start:keys]
torch.manual_seed(0)
print(*Many().state_dict(), sep="\n")
# --8<-- [end:keys]
