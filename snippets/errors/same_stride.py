import torch
from torch import nn

# --8<-- [start:fix]
conv = nn.Conv2d(3, 8, 3, stride=2, padding=1)
print(conv(torch.zeros(1, 3, 32, 32)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
nn.Conv2d(3, 8, 3, stride=2, padding="same")
# --8<-- [end:fails]
