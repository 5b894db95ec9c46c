import torch
from torch import nn

# --8<-- [start:fix]
up = nn.ConvTranspose2d(8, 4, 3, stride=2, padding=1, output_padding=1)
print(up(torch.zeros(1, 8, 7, 7)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
up = nn.ConvTranspose2d(8, 4, 3, stride=1, padding=1, output_padding=1)
up(torch.zeros(1, 8, 7, 7))
# --8<-- [end:fails]
