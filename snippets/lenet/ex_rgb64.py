import torch
from torch import nn

from snippets.lenet.net import LeNet

# --8<-- [start:rgb64]
torch.manual_seed(0)
net = LeNet()
net.conv1 = nn.Conv2d(3, 6, 5)
net.fc1 = nn.Linear(16 * 13 * 13, 120)
print("scores", tuple(net(torch.rand(1, 3, 64, 64)).shape))
parameters = sum(p.numel() for p in net.parameters())
share = sum(p.numel() for p in net.fc1.parameters()) / parameters
print("parameters", parameters, f"share of fc1 {share:.0%}")
# --8<-- [end:rgb64]
