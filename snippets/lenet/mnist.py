import torch
import torch.nn.functional as F
from torch import nn

from snippets.lenet.net import LeNet

# --8<-- [start:ways]
torch.manual_seed(0)
net = LeNet()
digit = torch.rand(1, 1, 28, 28)

# zh: 一、填充图像：四边各补 2 行或 2 列 0，28 → 32
# en: 1. pad the image: 2 rows or 2 columns of zeros on each side, 28 → 32
padded = F.pad(digit, (2, 2, 2, 2))
print("pad    ", tuple(padded.shape), "→", tuple(net(padded).shape))

# zh: 二、缩放图像：像素由插值得到，28 → 32
# en: 2. resize the image: pixels are interpolated, 28 → 32
resized = F.interpolate(digit, size=(32, 32), mode="bilinear")
print("resize ", tuple(resized.shape), "→", tuple(net(resized).shape))

# zh: 三、让 conv1 填充：图像不变，只换一层
# en: 3. let conv1 pad: the image stays, one layer is replaced
net28 = LeNet()
net28.conv1 = nn.Conv2d(1, 6, 5, padding=2)
print("padding", tuple(digit.shape), "→", tuple(net28(digit).shape))
# --8<-- [end:ways]

# --8<-- [start:same]
# zh: 填充没有参数，所以 net28 能读入 net 的权重
# en: padding has no parameters, so net28 can load the weights of net
net28.load_state_dict(net.state_dict())
print("3 equals 1:", torch.allclose(net28(digit), net(padded), atol=1e-6))
print("3 equals 2:", torch.allclose(net28(digit), net(resized), atol=1e-6))
# --8<-- [end:same]
