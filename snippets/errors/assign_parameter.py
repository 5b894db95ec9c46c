import torch
from torch import nn

# --8<-- [start:fix]
layer = nn.Linear(3, 2)
with torch.no_grad():
    layer.weight.mul_(0.5)
print(type(layer.weight).__name__)
# --8<-- [end:fix]

# --8<-- [start:fails]
layer = nn.Linear(3, 2)
layer.weight = layer.weight * 0.5
# --8<-- [end:fails]
