import torch
from torch import nn

# --8<-- [start:fix]
layer = nn.Linear(3, 1)
with torch.no_grad():
    x = torch.ones(4, 3) * 2
layer(x).sum().backward()
print(layer.weight.grad.shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
layer = nn.Linear(3, 1)
with torch.inference_mode():
    x = torch.ones(4, 3) * 2
layer(x).sum().backward()
# --8<-- [end:fails]
