import torch
from torch import nn

# --8<-- [start:fix]
layer = nn.Linear(3, 2)
x = torch.ones(1, 3, dtype=torch.float64)
print(layer(x.float()).dtype)
# --8<-- [end:fix]

# --8<-- [start:fails]
layer = nn.Linear(3, 2)
x = torch.ones(1, 3, dtype=torch.float64)
layer(x)
# --8<-- [end:fails]
