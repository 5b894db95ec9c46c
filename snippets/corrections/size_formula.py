import torch
from torch import nn

# --8<-- [start:proof]
print([nn.Conv2d(1, 1, 3, stride=2)(torch.zeros(1, size, size)).shape[-1] for size in (7, 8, 9)])
# --8<-- [end:proof]
