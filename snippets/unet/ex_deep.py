import torch
from torch import nn

from snippets.unet.net import double_conv


# --8<-- [start:answer]
class DeepUNet(nn.Module):
    def __init__(self, in_channels, classes, widths):
        super().__init__()
        self.downs, self.ups = nn.ModuleList(), nn.ModuleList()
        self.merges = nn.ModuleList()
        for width in widths:
            self.downs.append(double_conv(in_channels, width))
            in_channels = width
        for width in reversed(widths[:-1]):
            self.ups.append(nn.ConvTranspose2d(in_channels, width, 2, stride=2))
            self.merges.append(double_conv(2 * width, width))
            in_channels = width
        self.head = nn.Conv2d(in_channels, classes, 1)

    def forward(self, x):
        skips = []
        for down in self.downs[:-1]:
            skips.append(down(x))
            x = nn.functional.max_pool2d(skips[-1], 2)
        x = self.downs[-1](x)
        for up, merge, skip in zip(self.ups, self.merges, reversed(skips)):
            x = up(x, output_size=skip.shape[-2:])
            x = merge(torch.cat([skip, x], dim=1))
        return self.head(x)


torch.manual_seed(0)
for widths in ((8, 16, 32), (8, 16, 32, 64)):
    net = DeepUNet(1, 3, widths)
    output = net(torch.rand(2, 1, 45, 33))
    print(widths, tuple(output.shape), sum(p.numel() for p in net.parameters()))
# --8<-- [end:answer]
