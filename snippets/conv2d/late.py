import torch
from torch import nn

# --8<-- [start:fails]
conv = nn.Conv2d(1, 6, 3, stride=0)
conv(torch.zeros(1, 1, 8, 8))
# --8<-- [end:fails]
