import torch
from torch import nn

# --8<-- [start:fix]
# zh: 就地修改：参数还是原来的对象，优化器里也是它
# en: in place: the parameter stays the same object, which the optimizer holds
layer = nn.Linear(3, 2)
with torch.no_grad():
    layer.weight.mul_(0.5)
    layer.bias.copy_(torch.tensor([1.0, 2.0]))
print(type(layer.weight).__name__, layer.bias.tolist())
# --8<-- [end:fix]

# --8<-- [start:fix_new]
# zh: 或者换成新的参数；优化器要在这之后建
# en: or put a new parameter in its place, before the optimizer is created
layer.weight = nn.Parameter(torch.ones(2, 3))
print(layer.weight.shape)
# --8<-- [end:fix_new]

# --8<-- [start:fails]
layer = nn.Linear(3, 2)
layer.weight = layer.weight * 0.5
# --8<-- [end:fails]
