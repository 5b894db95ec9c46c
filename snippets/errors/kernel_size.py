import torch
from torch import nn

# --8<-- [start:fix]
net = nn.Sequential(nn.Conv2d(1, 6, 5), nn.MaxPool2d(4), nn.Conv2d(6, 16, 5, padding=2))
print(net(torch.zeros(1, 1, 20, 20)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
net = nn.Sequential(nn.Conv2d(1, 6, 5), nn.MaxPool2d(4), nn.Conv2d(6, 16, 5))
net(torch.zeros(1, 1, 20, 20))
# --8<-- [end:fails]
