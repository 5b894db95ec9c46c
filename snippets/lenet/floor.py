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
    print("image", size, "maps", tuple(x.shape), "elements", x.numel())
# --8<-- [end:floor]
