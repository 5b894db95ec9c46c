import torch
from torch import nn

# --8<-- [start:fix]
conv = nn.Conv2d(3, 6, 5)
print(conv(torch.zeros(4, 3, 32, 32)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
conv = nn.Conv2d(1, 6, 5)
conv(torch.zeros(4, 3, 32, 32))
# --8<-- [end:fails]
