import torch
from torch import nn

# --8<-- [start:sizes]
torch.manual_seed(0)
down = nn.Conv2d(1, 1, 3, stride=2, padding=1)
up = nn.ConvTranspose2d(1, 1, 3, stride=2, padding=1)
up_more = nn.ConvTranspose2d(1, 1, 3, stride=2, padding=1, output_padding=1)
for size in (9, 10):
    y = down(torch.zeros(1, 1, size, size))
    print(size, "->", y.shape[2], "->", up(y).shape[2], up_more(y).shape[2], up(y, output_size=(size, size)).shape[2])
# --8<-- [end:sizes]

# --8<-- [start:fails]
up(y, output_size=(12, 12))
# --8<-- [end:fails]
