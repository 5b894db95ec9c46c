import torch
from torch import nn

# --8<-- [start:fails]
torch.manual_seed(0)
conv1, conv2 = nn.Conv2d(8, 8, 3, padding=1), nn.Conv2d(8, 8, 3, padding=1)
maps = conv1(torch.rand(4, 8, 14, 14))
y = conv2(maps)
maps += y
maps.sum().backward()
# --8<-- [end:fails]
