import torch
import torch.nn.functional as F

from snippets.lenet.net import LeNet

# --8<-- [start:floor]
torch.manual_seed(0)
net = LeNet()

for size in range(31, 37):
    x = torch.zeros(1, 1, size, size)
    x = F.max_pool2d(net.conv1(x), 2)
    x = F.max_pool2d(net.conv2(x), 2)
    print(size, tuple(x.shape), x.numel())
# --8<-- [end:floor]
