import torch
from torch import nn

from snippets.pooling.image import x

# --8<-- [start:adaptive]
torch.manual_seed(0)
pool = nn.AdaptiveAvgPool2d(1)
for height, width in ((8, 8), (7, 5), (60, 80)):
    maps = torch.rand(4, 32, height, width)
    print(tuple(maps.shape), "->", tuple(pool(maps).shape))
print("mean of the map:", torch.allclose(pool(maps)[..., 0, 0], maps.mean((2, 3)), atol=1e-5))
print("two by two:", nn.AdaptiveAvgPool2d(2)(x)[0, 0])
# --8<-- [end:adaptive]
