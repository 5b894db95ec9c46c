import torch
from torch import nn

# --8<-- [start:fix]
conv = nn.Conv2d(8, 8, 3, padding=1)
x = torch.zeros(1, 8, 16, 16)
print((x + conv(x)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
conv = nn.Conv2d(8, 8, 3)
x = torch.zeros(1, 8, 16, 16)
x + conv(x)
# --8<-- [end:fails]
