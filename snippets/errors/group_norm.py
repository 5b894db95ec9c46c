import torch
from torch import nn

# --8<-- [start:fix]
norm = nn.GroupNorm(3, 6)
print(norm(torch.zeros(2, 6, 5, 5)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
nn.GroupNorm(4, 6)
# --8<-- [end:fails]
