import torch
from torch import nn

# --8<-- [start:proof]
layer = nn.Linear(2, 1)
layer(torch.ones(1, 2)).sum().backward()
layer.zero_grad()
print(layer.weight.grad, list(layer.buffers()))
# --8<-- [end:proof]
