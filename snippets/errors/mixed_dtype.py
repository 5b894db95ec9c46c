import torch
from torch import nn

# --8<-- [start:fix]
norm = nn.BatchNorm2d(3)
x = torch.zeros(2, 3, 4, 4, dtype=torch.float64)
print(norm(x.float()).dtype)
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, CUDA words it otherwise
norm = nn.BatchNorm2d(3)
x = torch.zeros(2, 3, 4, 4, dtype=torch.float64)
norm(x)
# --8<-- [end:fails]
