import torch

from snippets.unet.net import UNet

# --8<-- [start:call]
torch.manual_seed(0)
net = UNet(in_channels=1, classes=3)
for side in (32, 48):
    maps = torch.zeros(2, 1, side, side)
    skip1 = net.down1(maps)
    skip2 = net.down2(net.pool(skip1))
    bottom = net.bottom(net.pool(skip2))
    print("skip1 ", tuple(skip1.shape), "skip2 ", tuple(skip2.shape))
    print("bottom", tuple(bottom.shape), "output", tuple(net(maps).shape))
print("parameters", sum(p.numel() for p in net.parameters()))
# --8<-- [end:call]
