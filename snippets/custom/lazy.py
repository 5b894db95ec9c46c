import torch
from torch import nn

# --8<-- [start:first]
torch.manual_seed(0)
net = nn.Sequential(nn.LazyConv2d(6, 5), nn.Flatten(), nn.LazyLinear(10))
print(net[2])
with torch.no_grad():
    net(torch.zeros(1, 1, 28, 28))
print(net[2])
# --8<-- [end:first]

# --8<-- [start:fails]
net(torch.zeros(1, 1, 32, 32))
# --8<-- [end:fails]
