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
