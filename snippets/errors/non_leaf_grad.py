import torch
from torch import nn

# --8<-- [start:warns]
w = nn.Parameter(torch.ones(2))
y = w * 3
y.sum().backward()
print(y.grad)
# --8<-- [end:warns]

# --8<-- [start:fix]
w = nn.Parameter(torch.ones(2))
y = w * 3
y.retain_grad()
y.sum().backward()
print(y.grad.tolist(), w.grad.tolist())
# --8<-- [end:fix]

# --8<-- [start:fix_leaf]
# zh: 转换之后再要求梯度，x 就是叶子张量
# en: ask for the gradient after the conversion, and x is a leaf
x = torch.ones(2).to(torch.float64).requires_grad_()
(x * 3).sum().backward()
print(x.grad.tolist())
# --8<-- [end:fix_leaf]
