import torch
from torch import nn

# --8<-- [start:groups]
torch.manual_seed(0)
y = nn.GroupNorm(8, 8)(torch.randn(2, 8))
print("largest", f"{y.abs().max():.3f}")
# --8<-- [end:groups]

# --8<-- [start:fails]
torch.manual_seed(0)
net = nn.Sequential(nn.Conv2d(1, 8, 5), nn.BatchNorm2d(8))
print(tuple(net(torch.rand(1, 1, 6, 6)).shape))
print(tuple(net(torch.rand(2, 1, 5, 5)).shape))
net(torch.rand(1, 1, 5, 5))
# --8<-- [end:fails]
