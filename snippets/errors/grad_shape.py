import torch
from torch import nn

# --8<-- [start:fix]
layer = nn.Linear(3, 2)
y = layer(torch.ones(4, 3))
y.backward(torch.ones_like(y))
print(layer.weight.grad.shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
layer = nn.Linear(3, 2)
layer(torch.ones(4, 3)).backward(torch.ones(2))
# --8<-- [end:fails]
