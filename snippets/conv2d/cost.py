import torch
from torch import nn

# --8<-- [start:cost]
for conv in (nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)):
    y = conv(torch.zeros(1, conv.in_channels, 32, 32))
    parameters = sum(p.numel() for p in conv.parameters())
    # zh: 输出的每个位置，每个权重各乘一次
    # en: each weight is used once at each position of the output
    macs = conv.weight.numel() * y.shape[2] * y.shape[3]
    print("weight", tuple(conv.weight.shape), end="  ")
    print(f"parameters {parameters:,}  MACs {macs:,}")
# --8<-- [end:cost]
