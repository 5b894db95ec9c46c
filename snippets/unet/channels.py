import torch

from snippets.unet.net import UNet

# --8<-- [start:fails]
torch.manual_seed(0)
net = UNet(in_channels=1, classes=3)
skip1, up = torch.zeros(2, 8, 32, 32), torch.zeros(2, 8, 32, 32)
net.merge1(skip1 + up)
# --8<-- [end:fails]
