import torch
from torch import nn

# --8<-- [start:fix]
layer = nn.Linear(3, 2)
print(layer(torch.tensor([1.0, 2.0, 3.0])).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
layer = nn.Linear(3, 2)
layer([1.0, 2.0, 3.0])
# --8<-- [end:fails]
