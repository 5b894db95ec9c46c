import torch
from torch import nn

# --8<-- [start:fix]
layer = nn.Linear(3, 2)
layer(torch.ones(4, 3)).mean().backward()
print(layer.weight.grad.shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
layer = nn.Linear(3, 2)
layer(torch.ones(4, 3)).backward()
# --8<-- [end:fails]
