import torch
import torch.nn.functional as F
from torch import nn

# --8<-- [start:channels]
conv = nn.Conv2d(2, 3, 3)
two = torch.rand(1, 2, 5, 5)
print("weight", tuple(conv.weight.shape), " bias", tuple(conv.bias.shape))

# zh: 第 0 个卷积核有两片，每片看一个输入通道
# en: kernel 0 has two slices, each for one input channel
first = F.conv2d(two[:, :1], conv.weight[:1, :1])
second = F.conv2d(two[:, 1:], conv.weight[:1, 1:])
by_hand = first + second + conv.bias[0]
print(torch.allclose(by_hand, conv(two)[:, :1], atol=1e-5))
# --8<-- [end:channels]
