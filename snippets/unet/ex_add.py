import torch

from snippets.unet.net import UNet, double_conv


# --8<-- [start:answer]
class AddUNet(UNet):
    def __init__(self, in_channels, classes, width=8):
        super().__init__(in_channels, classes, width)
        self.merge2 = double_conv(2 * width, 2 * width)
        self.merge1 = double_conv(width, width)

    def forward(self, x):
        skip1 = self.down1(x)
        skip2 = self.down2(self.pool(skip1))
        x = self.bottom(self.pool(skip2))
        x = self.merge2(skip2 + self.up2(x))
        x = self.merge1(skip1 + self.up1(x))
        return self.head(x)


torch.manual_seed(0)
for make in (UNet, AddUNet):
    net = make(in_channels=1, classes=3)
    output = net(torch.rand(2, 1, 32, 32))
    count = sum(p.numel() for p in net.parameters())
    print(make.__name__, tuple(output.shape), count)
# --8<-- [end:answer]
