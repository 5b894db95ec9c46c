import torch
from torch import nn

# --8<-- [start:fails]
torch.manual_seed(0)
nn.ModuleDict({"size": nn.Linear(4, 2), "type": nn.Linear(4, 3)})
# --8<-- [end:fails]
