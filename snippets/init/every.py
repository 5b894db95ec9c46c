import torch
from torch import nn

# --8<-- [start:fails]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2))
for p in net.parameters():
    nn.init.xavier_uniform_(p)
# --8<-- [end:fails]
