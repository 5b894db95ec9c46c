import torch

from snippets.lenet.net import LeNet

# --8<-- [start:fails]
torch.manual_seed(0)
net = LeNet()
net(torch.rand(1, 1, 28, 28))
# --8<-- [end:fails]
