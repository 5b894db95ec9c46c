import torch
from torch import nn

# --8<-- [start:proof]
x = torch.ones(1, 1, 4)
print(nn.LPPool1d(2, 2)(x).shape)
try:
    nn.LPPool1d(2, (2,))(x)
except TypeError as error:
    print(error)
# --8<-- [end:proof]
