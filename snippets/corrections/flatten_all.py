import torch
from torch import nn

# --8<-- [start:proof]
x = torch.zeros(2, 3, 4)
print(torch.flatten(x).shape, nn.Flatten()(x).shape, torch.flatten(x, 1).shape)
# --8<-- [end:proof]
