import torch
from torch import nn

# --8<-- [start:ConvTranspose1d]
x = torch.zeros(8, 16, 25)
up = nn.ConvTranspose1d(16, 3, 4, stride=4)
print("shape", up(x).shape)
# --8<-- [end:ConvTranspose1d]

# --8<-- [start:ConvTranspose2d]
# zh: 步幅为 2 的卷积把 31 和 32 都变成 16；output_padding 选择回到哪一个
# en: a convolution with stride 2 makes 16 of 31 and of 32; output_padding chooses which comes back
x = torch.zeros(4, 16, 16, 16)
for extra in (0, 1):
    up = nn.ConvTranspose2d(16, 3, 3, stride=2, padding=1, output_padding=extra)
    print("output_padding", extra, "shape", up(x).shape)
# --8<-- [end:ConvTranspose2d]

# --8<-- [start:ConvTranspose3d]
x = torch.zeros(2, 8, 4, 8, 8)
up = nn.ConvTranspose3d(8, 3, 2, stride=2)
print("shape", up(x).shape)
# --8<-- [end:ConvTranspose3d]
