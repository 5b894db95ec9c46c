import torch
import torch.nn.functional as F
from torch import nn

from snippets.lenet.net import LeNet

# --8<-- [start:pad]
torch.manual_seed(0)
net = LeNet()
digit = torch.rand(1, 1, 28, 28)
# zh: 四边各补 2 圈 0，28 → 32
# en: 2 rings of zeros around it, 28 → 32
padded = F.pad(digit, (2, 2, 2, 2))
print(tuple(padded.shape), tuple(net(padded).shape))
# --8<-- [end:pad]

# --8<-- [start:resize]
resized = F.interpolate(digit, size=(32, 32), mode="bilinear")
print(tuple(resized.shape), tuple(net(resized).shape))
# --8<-- [end:resize]

# --8<-- [start:conv]
torch.manual_seed(0)
net28 = LeNet()
# zh: 换掉一层：补 0 的事交给 conv1
# en: replace one layer: conv1 pads with 0
net28.conv1 = nn.Conv2d(1, 6, 5, padding=2)
print(tuple(net28.conv1(digit).shape), tuple(net28(digit).shape))
# --8<-- [end:conv]

# --8<-- [start:same]
# zh: 填充没有参数，所以 32×32 网络的权重照样装得进去
# en: padding has no parameters, so the weights of the 32×32 net fit
net28.load_state_dict(net.state_dict())
print(torch.allclose(net28(digit), net(padded), atol=1e-6))
print(torch.allclose(net28(digit), net(resized), atol=1e-6))
# --8<-- [end:same]
