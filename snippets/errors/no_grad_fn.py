import torch
from torch import nn

# --8<-- [start:fix]
layer = nn.Linear(3, 1)
loss = layer(torch.ones(4, 3)).mean()
loss.backward()
print(layer.weight.grad.shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
layer = nn.Linear(3, 1)
loss = layer(torch.ones(4, 3)).detach().mean()
loss.backward()
# --8<-- [end:fails]
