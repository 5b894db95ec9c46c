import torch
from torch import nn

# --8<-- [start:warns]
weight = nn.init.xavier_uniform(torch.empty(2, 3))
# --8<-- [end:warns]

# --8<-- [start:fix]
weight = nn.init.xavier_uniform_(torch.empty(2, 3))
print(weight.shape)
# --8<-- [end:fix]
