import torch
from torch import nn

# --8<-- [start:fix]
net = nn.Sequential(nn.Conv2d(1, 8, 3), nn.BatchNorm2d(8))
print(net(torch.zeros(2, 1, 9, 9)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
net = nn.Sequential(nn.Conv2d(1, 8, 3), nn.BatchNorm2d(3))
net(torch.zeros(2, 1, 9, 9))
# --8<-- [end:fails]
