# graph: UNet(1, 3) 1x1x32x32
import torch
from torch import nn


# --8<-- [start:double]
def double_conv(in_channels, out_channels):
    return nn.Sequential(
        nn.Conv2d(in_channels, out_channels, 3, padding=1, bias=False),
        nn.BatchNorm2d(out_channels),
        nn.ReLU(),
        nn.Conv2d(out_channels, out_channels, 3, padding=1, bias=False),
        nn.BatchNorm2d(out_channels),
        nn.ReLU(),
    )
# --8<-- [end:double]


# --8<-- [start:net]
class UNet(nn.Module):
    def __init__(self, in_channels, classes, width=8):
        super().__init__()
        self.down1 = double_conv(in_channels, width)
        self.down2 = double_conv(width, 2 * width)
        self.bottom = double_conv(2 * width, 4 * width)
        self.pool = nn.MaxPool2d(2)
        self.up2 = nn.ConvTranspose2d(4 * width, 2 * width, 2, stride=2)
        self.merge2 = double_conv(4 * width, 2 * width)
        self.up1 = nn.ConvTranspose2d(2 * width, width, 2, stride=2)
        self.merge1 = double_conv(2 * width, width)
        self.head = nn.Conv2d(width, classes, 1)

    def forward(self, x):
        # zh: 编码器：(N, 1, 32, 32) → (N, 8, 32, 32)
        # en: encoder: (N, 1, 32, 32) → (N, 8, 32, 32)
        skip1 = self.down1(x)
        # zh: → (N, 16, 16, 16) → (N, 32, 8, 8)
        # en: → (N, 16, 16, 16) → (N, 32, 8, 8)
        skip2 = self.down2(self.pool(skip1))
        x = self.bottom(self.pool(skip2))
        # zh: 解码器：放大，与跳跃连接拼接，再卷积
        # en: decoder: enlarge, concatenate with the skip, convolve
        x = self.merge2(torch.cat([skip2, self.up2(x)], dim=1))
        x = self.merge1(torch.cat([skip1, self.up1(x)], dim=1))
        return self.head(x)
# --8<-- [end:net]
