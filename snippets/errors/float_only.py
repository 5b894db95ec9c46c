import torch
from torch import nn

# --8<-- [start:fix]
print(nn.Parameter(torch.tensor([1.0, 2.0, 3.0])).dtype)
# --8<-- [end:fix]

# --8<-- [start:fails]
nn.Parameter(torch.tensor([1, 2, 3]))
# --8<-- [end:fails]
