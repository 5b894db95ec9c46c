import torch
from torch import nn

# --8<-- [start:fix]
features = nn.Sequential(nn.Conv2d(1, 6, 5), nn.Flatten())
size = features(torch.zeros(1, 1, 28, 28)).shape[1]
net = nn.Sequential(features, nn.Linear(size, 10))
print(size, net(torch.zeros(2, 1, 28, 28)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
net = nn.Sequential(nn.Conv2d(1, 6, 5), nn.Flatten(), nn.Linear(4704, 10))
net(torch.zeros(2, 1, 28, 28))
# --8<-- [end:fails]
