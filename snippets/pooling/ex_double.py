import torch
from torch import nn

# --8<-- [start:double]
image = torch.rand(1, 8, 7, 7)
for settings in [
    {"kernel_size": 2},
    {"kernel_size": 3, "padding": 1, "output_padding": 1},
    {"kernel_size": 4, "padding": 1},
]:
    up = nn.ConvTranspose2d(8, 8, stride=2, **settings)
    print(settings, tuple(up(up(image)).shape[2:]))
# --8<-- [end:double]
