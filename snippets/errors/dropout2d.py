import torch
from torch import nn

# --8<-- [start:warns]
drop = nn.Dropout2d(0.5)
y = drop(torch.ones(3, 8, 8))
# --8<-- [end:warns]

# --8<-- [start:fix]
drop = nn.Dropout2d(0.5)
print(drop(torch.ones(3, 8, 8)[None]).shape)
# --8<-- [end:fix]
