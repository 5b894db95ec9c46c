import torch
from torch import nn


# --8<-- [start:standardize]
def standardize(x, dims):
    mean = x.mean(dims, keepdim=True)
    var = x.var(dims, correction=0, keepdim=True)
    return (x - mean) / (var + 1e-5).sqrt()
# --8<-- [end:standardize]


# --8<-- [start:equal]
torch.manual_seed(0)
x = torch.randn(3, 4, 5, 5)

y = nn.BatchNorm2d(4)(x)
print("BatchNorm2d", torch.allclose(y, standardize(x, (0, 2, 3)), atol=1e-6))

y = nn.LayerNorm([4, 5, 5])(x)
print("LayerNorm", torch.allclose(y, standardize(x, (1, 2, 3)), atol=1e-6))

y = nn.InstanceNorm2d(4)(x)
print("InstanceNorm2d", torch.allclose(y, standardize(x, (2, 3)), atol=1e-6))

y = nn.GroupNorm(2, 4)(x)
# zh: (3, 4, 5, 5) → (3, 2, 2, 5, 5)：4 个通道分成 2 组
# en: (3, 4, 5, 5) → (3, 2, 2, 5, 5): 4 channels in 2 groups
grouped = x.reshape(3, 2, 2, 5, 5)
by_hand = standardize(grouped, (2, 3, 4)).reshape(x.shape)
print("GroupNorm", torch.allclose(y, by_hand, atol=1e-6))
# --8<-- [end:equal]
