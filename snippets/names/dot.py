import torch
from torch import nn

# --8<-- [start:fails]
torch.manual_seed(0)
net = nn.Module()
net.add_module("block1", nn.Linear(4, 4))
net.add_module("block1.fc", nn.Linear(4, 4))
# --8<-- [end:fails]
