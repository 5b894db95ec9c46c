import torch
from torch import nn

# --8<-- [start:fix]
norm = nn.LayerNorm(8)
x = torch.zeros(2, 8, 5)
print(norm(x.transpose(1, 2)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
norm = nn.LayerNorm(8)
norm(torch.zeros(2, 8, 5))
# --8<-- [end:fails]
