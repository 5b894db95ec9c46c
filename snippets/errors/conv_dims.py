import torch
from torch import nn

# --8<-- [start:fix]
conv = nn.Conv2d(1, 6, 5)
x = torch.zeros(28, 28)
print(conv(x[None]).shape, conv(x[None, None]).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
conv = nn.Conv2d(1, 6, 5)
conv(torch.zeros(28, 28))
# --8<-- [end:fails]
