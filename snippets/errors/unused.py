import torch
from torch import nn

# --8<-- [start:fix]
a, b = nn.Parameter(torch.ones(1)), nn.Parameter(torch.ones(1))
loss = (a * 3).sum()
print(torch.autograd.grad(loss, [a, b], allow_unused=True))
# --8<-- [end:fix]

# --8<-- [start:fails]
a, b = nn.Parameter(torch.ones(1)), nn.Parameter(torch.ones(1))
loss = (a * 3).sum()
torch.autograd.grad(loss, [a, b])
# --8<-- [end:fails]
