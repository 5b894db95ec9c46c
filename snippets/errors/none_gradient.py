import torch
from torch import nn

# --8<-- [start:fix]
layer = nn.Linear(3, 1)
layer(torch.ones(4, 3)).mean().backward()
with torch.no_grad():
    for p in layer.parameters():
        p -= 0.1 * p.grad
print(layer.weight.grad.shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
layer = nn.Linear(3, 1)
with torch.no_grad():
    for p in layer.parameters():
        p -= 0.1 * p.grad
# --8<-- [end:fails]
