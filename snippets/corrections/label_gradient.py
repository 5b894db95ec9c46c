import torch
from torch import nn

# --8<-- [start:proof]
layer = nn.Linear(2, 1)
before = layer.bias.item()
layer(torch.ones(1, 2)).sum().backward()
print(layer.bias.item() == before, layer.bias.grad.item())
# --8<-- [end:proof]
