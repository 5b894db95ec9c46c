import torch
from torch import nn

# --8<-- [start:separable]
ordinary = nn.Conv2d(32, 64, 3, padding=1)
separable = nn.Sequential(
    # zh: 逐通道：32 个 1×3×3 的卷积核，各看一个通道
    # en: depthwise: 32 kernels of 1×3×3, one for each channel
    nn.Conv2d(32, 32, 3, padding=1, groups=32),
    # zh: 逐点：64 个 32×1×1 的卷积核，混合通道
    # en: pointwise: 64 kernels of 32×1×1 mix the channels
    nn.Conv2d(32, 64, 1),
)
image = torch.rand(1, 32, 28, 28)
for net in (ordinary, separable):
    parameters = sum(p.numel() for p in net.parameters())
    print(tuple(net(image).shape), "parameters", parameters)
# --8<-- [end:separable]
