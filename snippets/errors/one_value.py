import torch
from torch import nn

# --8<-- [start:fix]
norm = nn.BatchNorm1d(3)
norm.eval()
print(norm(torch.zeros(1, 3)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
norm = nn.BatchNorm1d(3)
norm(torch.zeros(1, 3))
# --8<-- [end:fails]
