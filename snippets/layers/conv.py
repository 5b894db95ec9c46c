import torch
from torch import nn

# --8<-- [start:Conv1d]
# zh: 8 段信号，3 个通道，100 个时间点
# en: 8 signals of 3 channels and 100 points in time
x = torch.zeros(8, 3, 100)
conv = nn.Conv1d(3, 16, 5, padding=2)
print("shape", conv(x).shape)
# --8<-- [end:Conv1d]

# --8<-- [start:Conv2d]
# zh: 4 张 32×32 的彩色图
# en: four colour images of 32×32
x = torch.zeros(4, 3, 32, 32)
conv = nn.Conv2d(3, 16, 3, stride=2, padding=1)
print("shape", conv(x).shape)
# zh: 深度卷积：每个通道有自己的一个卷积核
# en: depthwise: each channel has a kernel of its own
depthwise = nn.Conv2d(16, 16, 3, padding=1, groups=16)
print("weights", tuple(conv.weight.shape), tuple(depthwise.weight.shape))
# --8<-- [end:Conv2d]

# --8<-- [start:Conv3d]
# zh: 2 段视频：3 个通道，16 帧，32×32
# en: two videos: 3 channels, 16 frames of 32×32
x = torch.zeros(2, 3, 16, 32, 32)
conv = nn.Conv3d(3, 8, (3, 5, 5), padding=(1, 2, 2))
print("shape", conv(x).shape)
# --8<-- [end:Conv3d]

# --8<-- [start:LazyConv2d]
conv = nn.LazyConv2d(16, 3)
conv(torch.zeros(4, 3, 32, 32))
print(conv)
# --8<-- [end:LazyConv2d]
