import torch
from torch import nn

# --8<-- [start:answer]
torch.manual_seed(0)
x = torch.randn(3, 4, 5, 5)
layer, instance = nn.LayerNorm([4, 5, 5]), nn.InstanceNorm2d(4)
one, each = nn.GroupNorm(1, 4), nn.GroupNorm(4, 4)
print("1 group is LayerNorm:", torch.allclose(one(x), layer(x), atol=1e-6))
print("4 groups are InstanceNorm:", torch.allclose(each(x), instance(x), atol=1e-6))
print("elements of weight:", one.weight.numel(), layer.weight.numel())
# --8<-- [end:answer]
