import torch
from torch import nn

# --8<-- [start:proof]
layer = nn.Linear(2, 1)
print(layer.bias.grad)
layer(torch.ones(1, 2)).sum().backward()
layer.zero_grad(set_to_none=False)
print(layer.bias.grad.tolist())
# --8<-- [end:proof]
