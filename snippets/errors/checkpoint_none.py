import torch
from torch import nn
from torch.utils.checkpoint import checkpoint

# --8<-- [start:warns]
net, x = nn.Linear(3, 1), torch.ones(2, 3)
out = checkpoint(net, x, use_reentrant=True)
print(out.requires_grad)
# --8<-- [end:warns]

# --8<-- [start:fix]
net, x = nn.Linear(3, 1), torch.ones(2, 3)
out = checkpoint(net, x, use_reentrant=False)
out.sum().backward()
print(net.weight.grad.shape)
# --8<-- [end:fix]
