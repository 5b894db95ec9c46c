import torch
from torch import nn

from snippets.lenet.net import LeNet

# --8<-- [start:head]
torch.manual_seed(0)
net = LeNet()
net.fc1 = nn.Linear(16 * 4 * 4, 120)
print("scores", tuple(net(torch.rand(1, 1, 28, 28)).shape))
print("parameters", sum(p.numel() for p in net.parameters()))
# --8<-- [end:head]
