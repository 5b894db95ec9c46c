import torch
from torch import nn

# --8<-- [start:modes]
line = torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0]).view(1, 1, 1, 5)
for mode in ("zeros", "reflect", "replicate", "circular"):
    # zh: 权重为 1 的 1×1 卷积核不改变数值，填进去的数直接看得见
    # en: a 1×1 kernel of weight 1 changes no value: the padding shows
    conv = nn.Conv2d(1, 1, 1, padding=(0, 2), padding_mode=mode, bias=False)
    nn.init.ones_(conv.weight)
    print(conv(line).flatten().tolist(), mode)
# --8<-- [end:modes]
