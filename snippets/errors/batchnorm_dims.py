import torch
from torch import nn

# --8<-- [start:fix]
norm = nn.BatchNorm2d(3)
print(norm(torch.zeros(3, 8, 8)[None]).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
norm = nn.BatchNorm2d(3)
norm(torch.zeros(3, 8, 8))
# --8<-- [end:fails]
