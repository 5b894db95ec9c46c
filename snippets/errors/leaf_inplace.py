import torch
from torch import nn

# --8<-- [start:fix]
layer = nn.Linear(3, 1)
with torch.no_grad():
    layer.weight -= 0.1
print(layer.weight.is_leaf)
# --8<-- [end:fix]

# --8<-- [start:fails]
layer = nn.Linear(3, 1)
layer.weight -= 0.1
# --8<-- [end:fails]
