import torch
from torch import nn

# --8<-- [start:sizes]
down = nn.Conv2d(1, 1, 3, stride=2, padding=1)
up = nn.ConvTranspose2d(1, 1, 3, stride=2, padding=1)
up_more = nn.ConvTranspose2d(1, 1, 3, stride=2, padding=1, output_padding=1)
for size in (9, 10):
    y = down(torch.zeros(1, 1, size, size))
    back = [up(y), up_more(y), up(y, output_size=(size, size))]
    sizes = [image.shape[2] for image in back]
    print("down", size, "->", y.shape[2], " up", y.shape[2], "->", sizes)
# --8<-- [end:sizes]

# --8<-- [start:fails]
up(y, output_size=(12, 12))
# --8<-- [end:fails]
