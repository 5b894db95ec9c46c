import torch
from torch import nn

# --8<-- [start:shrink]
from torch.utils.flop_counter import FlopCounterMode

strided = nn.Conv2d(16, 32, 3, stride=2, padding=1)
pooled = nn.Sequential(nn.Conv2d(16, 32, 3, padding=1), nn.MaxPool2d(2))
maps = torch.zeros(1, 16, 32, 32)
for name, layer in (("strided", strided), ("pooled", pooled)):
    with FlopCounterMode(display=False) as counter:
        y = layer(maps)
    parameters = sum(p.numel() for p in layer.parameters())
    macs = counter.get_total_flops() // 2
    print(f"{name:8}{tuple(y.shape)}  parameters {parameters:,}  MACs {macs:,}")
# --8<-- [end:shrink]
