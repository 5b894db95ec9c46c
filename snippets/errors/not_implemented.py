import torch
from torch import nn

# --8<-- [start:fix]
gelu = nn.GELU()
print(gelu(torch.tensor([-1.0, 0.0, 1.0])).dtype)
# --8<-- [end:fix]

# --8<-- [start:fails]
gelu = nn.GELU()
gelu(torch.tensor([-1, 0, 1]))
# --8<-- [end:fails]
