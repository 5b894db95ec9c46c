import torch
from torch import nn

from snippets.pooling.image import x

# --8<-- [start:adaptive]
torch.manual_seed(0)
pool = nn.AdaptiveAvgPool2d(1)
for height, width in ((8, 8), (7, 5), (60, 80)):
    maps = torch.rand(4, 32, height, width)
    print(tuple(maps.shape), "->", tuple(pool(maps).shape))
means = maps.mean((2, 3), keepdim=True)
print("mean of each map:", torch.allclose(pool(maps), means, atol=1e-5))
print("two by two:", nn.AdaptiveAvgPool2d(2)(x)[0, 0])
# --8<-- [end:adaptive]
