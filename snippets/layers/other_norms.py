import torch
from torch import nn

# --8<-- [start:InstanceNorm1d]
norm = nn.InstanceNorm1d(6)
print("shape", norm(torch.zeros(4, 6, 100)).shape)
# --8<-- [end:InstanceNorm1d]

# --8<-- [start:InstanceNorm2d]
norm = nn.InstanceNorm2d(6)
print("shape", norm(torch.zeros(4, 6, 28, 28)).shape, "parameters", len(list(norm.parameters())))
# --8<-- [end:InstanceNorm2d]

# --8<-- [start:InstanceNorm3d]
norm = nn.InstanceNorm3d(6, affine=True)
print("shape", norm(torch.zeros(2, 6, 8, 16, 16)).shape, "parameters", len(list(norm.parameters())))
# --8<-- [end:InstanceNorm3d]

# --8<-- [start:LayerNorm]
torch.manual_seed(0)
# zh: 4 个序列，7 个位置，每个位置 8 个数：每个位置各自归一化
# en: four sequences of 7 positions with 8 numbers: each position by itself
norm = nn.LayerNorm(8)
y = norm(5 + torch.randn(4, 7, 8))
print("means near zero", bool((y.mean(-1).abs() < 1e-5).all()))
# --8<-- [end:LayerNorm]

# --8<-- [start:RMSNorm]
x = torch.tensor([[3.0, 4.0, 0.0, 0.0]])
# zh: 除以均方根 2.5
# en: divide by the root of the mean square, 2.5
print([round(value, 3) for value in nn.RMSNorm(4)(x)[0].tolist()])
# --8<-- [end:RMSNorm]

# --8<-- [start:GroupNorm]
norm = nn.GroupNorm(num_groups=3, num_channels=6)
print("shape", norm(torch.zeros(1, 6, 28, 28)).shape)
# --8<-- [end:GroupNorm]

# --8<-- [start:LocalResponseNorm]
norm = nn.LocalResponseNorm(3)
print("shape", norm(torch.zeros(4, 6, 28, 28)).shape)
# --8<-- [end:LocalResponseNorm]

# --8<-- [start:CrossMapLRN2d]
torch.manual_seed(0)
x = torch.randn(4, 6, 8, 8)
print("same", torch.allclose(nn.CrossMapLRN2d(3)(x), nn.LocalResponseNorm(3)(x)))
# --8<-- [end:CrossMapLRN2d]
