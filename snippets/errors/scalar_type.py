import torch
from torch import nn

# --8<-- [start:fix]
conv = nn.Conv2d(1, 6, 5, bias=False)
x = torch.zeros(1, 1, 28, 28, dtype=torch.float64)
print(conv(x.float()).dtype)
# --8<-- [end:fix]

# --8<-- [start:fails]
conv = nn.Conv2d(1, 6, 5, bias=False)
x = torch.zeros(1, 1, 28, 28, dtype=torch.float64)
conv(x)
# --8<-- [end:fails]
