import torch
from torch import nn

# --8<-- [start:modules]
from torch.utils.checkpoint import checkpoint

torch.manual_seed(0)
x = torch.rand(32, 4, requires_grad=True)
drop, norm = nn.Dropout(0.5), nn.BatchNorm1d(4)
y = checkpoint(drop, x, use_reentrant=False)
y.sum().backward()
print("same mask   ", torch.equal(y != 0, x.grad != 0))
checkpoint(norm, x, use_reentrant=False).sum().backward()
print("BatchNorm saw", norm.num_batches_tracked.item(), "batches")
# --8<-- [end:modules]
