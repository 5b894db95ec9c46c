import torch
from torch import nn
from torch.utils.checkpoint import checkpoint

# --8<-- [start:warns]
x = torch.ones(1, 3, requires_grad=True)
y = checkpoint(nn.Linear(3, 2), x)
# --8<-- [end:warns]

# --8<-- [start:fix]
x = torch.ones(1, 3, requires_grad=True)
y = checkpoint(nn.Linear(3, 2), x, use_reentrant=False)
print(y.shape)
# --8<-- [end:fix]
