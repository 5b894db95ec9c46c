import torch
from torch import nn

# --8<-- [start:answer]
torch.manual_seed(0)
x = torch.randn(3, 4, 5, 5)
one, all_ = nn.GroupNorm(1, 4), nn.GroupNorm(4, 4)
print(torch.allclose(one(x), nn.LayerNorm([4, 5, 5])(x), atol=1e-6))
print(torch.allclose(all_(x), nn.InstanceNorm2d(4)(x), atol=1e-6))
print(one.weight.numel(), nn.LayerNorm([4, 5, 5]).weight.numel())
# --8<-- [end:answer]
