import torch
from torch import nn

# --8<-- [start:proof]
print(nn.LazyConv1d(2, 3)(torch.ones(4, 10)).shape)
print(nn.LazyInstanceNorm1d()(torch.ones(1, 4, 10)).shape)
try:
    nn.LazyInstanceNorm1d()(torch.ones(4, 10))
except ValueError as error:
    print(error)
# --8<-- [end:proof]
