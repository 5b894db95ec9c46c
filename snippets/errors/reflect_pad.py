import torch
from torch import nn

# --8<-- [start:fix]
conv = nn.Conv2d(1, 1, 9, padding=4, padding_mode="replicate")
print(conv(torch.zeros(1, 1, 4, 4)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
conv = nn.Conv2d(1, 1, 9, padding=4, padding_mode="reflect")
conv(torch.zeros(1, 1, 4, 4))
# --8<-- [end:fails]
