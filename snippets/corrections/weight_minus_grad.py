import torch
from torch import nn

# --8<-- [start:proof]
layer = nn.Linear(2, 1)
layer(torch.ones(1, 2)).sum().backward()
before = layer.weight.tolist()
for p in layer.parameters():
    p = p - 0.1 * p.grad
print(layer.weight.tolist() == before)
# --8<-- [end:proof]
