import torch
import torch.nn.functional as F

from snippets.unet.net import UNet


# --8<-- [start:pad]
def forward_any_size(net, x, multiple=4):
    height, width = x.shape[-2:]
    # zh: 右边和下边补到 4 的倍数，34 → 36；最后裁回来
    # en: pad right and below to a multiple of 4, 34 → 36; crop at the end
    missing = (0, -width % multiple, 0, -height % multiple)
    padded = F.pad(x, missing, mode="replicate")
    return net(padded)[..., :height, :width]
# --8<-- [end:pad]


# --8<-- [start:call]
torch.manual_seed(0)
net = UNet(in_channels=1, classes=3).eval()
for height, width in ((32, 32), (34, 34), (33, 45)):
    output = forward_any_size(net, torch.rand(2, 1, height, width))
    print((height, width), "->", tuple(output.shape))
# --8<-- [end:call]
