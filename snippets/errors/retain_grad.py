import torch
from torch import nn

# --8<-- [start:fix]
x = torch.ones(1, 3, requires_grad=True)
nn.Linear(3, 1)(x).sum().backward()
print(x.grad.shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
x = torch.ones(1, 3)
x.retain_grad()
# --8<-- [end:fails]
