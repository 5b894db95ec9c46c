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
    for name, h in (("skip1", skip1), ("skip2", skip2), ("bottom", bottom), ("output", net(maps))):
        print(f"{name:6}", tuple(h.shape))
print("parameters", sum(p.numel() for p in net.parameters()))
# --8<-- [end:call]
