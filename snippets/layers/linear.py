import torch
from torch import nn

# --8<-- [start:Linear]
torch.manual_seed(0)
layer = nn.Linear(3, 2)
x = torch.randn(4, 3)
y = layer(x)
print("shape", y.shape)
# zh: 每一行乘以 weight 的转置，再加 bias
# en: each row times the transpose of weight, plus bias
print("same", torch.allclose(y, x @ layer.weight.T + layer.bias))
# --8<-- [end:Linear]

# --8<-- [start:LazyLinear]
layer = nn.LazyLinear(2)
print("before", layer)
layer(torch.zeros(4, 3))
print("after", layer)
# --8<-- [end:LazyLinear]

# --8<-- [start:Identity]
layer = nn.Identity()
x = torch.zeros(4, 3)
print("the same tensor", layer(x) is x)
# --8<-- [end:Identity]

# --8<-- [start:Bilinear]
torch.manual_seed(0)
layer = nn.Bilinear(3, 4, 2)
a, b = torch.randn(5, 3), torch.randn(5, 4)
y = layer(a, b)
print("shape", y.shape)
# zh: 每个输出通道有一个 3×4 的矩阵：a · 矩阵 · b
# en: each output has a matrix of 3×4: a · matrix · b
by_hand = torch.einsum("ni,oij,nj->no", a, layer.weight, b) + layer.bias
print("same", torch.allclose(y, by_hand, atol=1e-6))
# --8<-- [end:Bilinear]
