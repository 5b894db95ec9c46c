import torch
from torch import nn

from snippets.lenet.net import LeNet

# --8<-- [start:rgb]
torch.manual_seed(0)
net = LeNet()
net.conv1 = nn.Conv2d(3, 6, 5)
print("scores", tuple(net(torch.zeros(1, 3, 32, 32)).shape))
print("conv1.weight", tuple(net.conv1.weight.shape))
print("parameters of conv1", sum(p.numel() for p in net.conv1.parameters()))
# --8<-- [end:rgb]
