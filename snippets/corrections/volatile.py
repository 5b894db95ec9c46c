import torch
from torch import nn

# --8<-- [start:proof]
layer = nn.Linear(2, 1)
with torch.no_grad():
    y = layer(torch.ones(2))
print(layer(torch.ones(2)).requires_grad, y.requires_grad)
# --8<-- [end:proof]
