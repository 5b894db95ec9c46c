import torch

from snippets.unet.net import UNet

# --8<-- [start:fails]
torch.manual_seed(0)
net = UNet(in_channels=1, classes=3)
net(torch.zeros(2, 1, 34, 34))
# --8<-- [end:fails]
