import torch

from snippets.unet.data import make_bars
from snippets.unet.net import UNet
from snippets.unet.noskip import NoSkip
from snippets.unet.train import iou, train

# --8<-- [start:data]
# only: the page has these from its section above
torch.manual_seed(0)
x, target = make_bars(200)
# --8<-- [end:data]

# --8<-- [start:fit]
torch.manual_seed(0)
x_held, target_held = make_bars(100)
for name, make in (("U-Net", UNet), ("without skips", NoSkip)):
    torch.manual_seed(0)
    net = make(in_channels=1, classes=3)
    loss = train(net, x, target)
    values = [iou(net, x_held, target_held, label) for label in (0, 1, 2)]
    print(f"{name:13}  loss {loss:.2f}  IoU", *(round(v, 1) for v in values))
# --8<-- [end:fit]
