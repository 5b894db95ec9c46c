import torch
from torch import nn

# --8<-- [start:fix]
pool = nn.AdaptiveMaxPool2d(1)
print(pool(torch.zeros(1, 16, 1, 1)).shape, pool(torch.zeros(1, 16, 7, 7)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
pool = nn.MaxPool2d(2)
pool(torch.zeros(1, 16, 1, 1))
# --8<-- [end:fails]
