import torch
from torch import nn

# --8<-- [start:fix]
conv = nn.Conv2d(1, 6, 5)
image = torch.zeros(1, 1, 28, 28, dtype=torch.uint8)
print(conv(image.float() / 255).dtype)
# --8<-- [end:fix]

# --8<-- [start:fails]
conv = nn.Conv2d(1, 6, 5)
image = torch.zeros(1, 1, 28, 28, dtype=torch.uint8)
conv(image)
# --8<-- [end:fails]
