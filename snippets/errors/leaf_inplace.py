import torch
from torch import nn

# --8<-- [start:fix]
layer = nn.Linear(3, 1)
with torch.no_grad():
    layer.weight -= 0.1
print(layer.weight.is_leaf)
# --8<-- [end:fix]

# --8<-- [start:fix_clone]
# zh: 输入要梯度又要改：改一份副本，梯度照样到达 x
# en: an input that needs a gradient and a change: change a copy, the gradient still reaches x
x = torch.ones(3, requires_grad=True)
y = x.clone()
y[0] = 0.0
(y * 2).sum().backward()
print(x.grad.tolist())
# --8<-- [end:fix_clone]

# --8<-- [start:fails]
layer = nn.Linear(3, 1)
layer.weight -= 0.1
# --8<-- [end:fails]
