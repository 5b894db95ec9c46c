import torch
from torch import nn

# --8<-- [start:fix]
up = torch.zeros(1, 8, 14, 14)
skip = torch.zeros(1, 8, 15, 15)
up = nn.functional.interpolate(up, size=skip.shape[-2:])
print(torch.cat([up, skip], dim=1).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
up = torch.zeros(1, 8, 14, 14)
skip = torch.zeros(1, 8, 15, 15)
torch.cat([up, skip], dim=1)
# --8<-- [end:fails]
