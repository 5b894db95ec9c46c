import torch
from torch import nn

# --8<-- [start:fix]
conv = nn.Conv2d(1, 6, 5, padding="same")
print(conv(torch.zeros(1, 1, 28, 28)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
nn.Conv2d(1, 6, 5, padding="SAME")
# --8<-- [end:fails]
