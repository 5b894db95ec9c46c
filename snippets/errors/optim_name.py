import torch
from torch import nn

# --8<-- [start:fix]
optimizer = torch.optim.Adam(nn.Linear(3, 1).parameters())
print(type(optimizer).__name__)
# --8<-- [end:fix]

# --8<-- [start:fails]
optimizer = torch.optim.adam(nn.Linear(3, 1).parameters())
# --8<-- [end:fails]
