import torch
import torch.nn.functional as F
from torch import nn

# --8<-- [start:halves]
conv = nn.Conv2d(4, 8, 3, groups=2)
four = torch.rand(1, 4, 5, 5)
# zh: 前 4 个卷积核只看前 2 个通道，后 4 个只看后 2 个
# en: the first 4 kernels see the first 2 channels only, the last 4 the last 2
front = F.conv2d(four[:, :2], conv.weight[:4], conv.bias[:4])
back = F.conv2d(four[:, 2:], conv.weight[4:], conv.bias[4:])
print(torch.allclose(torch.cat([front, back], 1), conv(four), atol=1e-5))
# --8<-- [end:halves]
