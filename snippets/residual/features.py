import torch
from torch import nn

# --8<-- [start:fails]
torch.manual_seed(0)
conv = nn.Conv2d(8, 16, 3, stride=2, padding=1, bias=False)
bn = nn.BatchNorm2d(8)
bn(conv(torch.rand(4, 8, 14, 14)))
# --8<-- [end:fails]
