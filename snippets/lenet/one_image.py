import torch
import torch.nn.functional as F

from snippets.lenet.net import LeNet

# --8<-- [start:convs]
torch.manual_seed(0)
net = LeNet()
image = torch.rand(1, 32, 32)
maps = F.max_pool2d(F.relu(net.conv1(image)), 2)
maps = F.max_pool2d(F.relu(net.conv2(maps)), 2)
print("maps     ", tuple(maps.shape))
print("flattened", tuple(torch.flatten(maps, 1).shape))
# --8<-- [end:convs]

# --8<-- [start:fails]
net(image)
# --8<-- [end:fails]
