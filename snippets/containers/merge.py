import torch

from snippets.containers.merged import Merged

# --8<-- [start:silent]
torch.manual_seed(0)
net = Merged()
print("1 image ", tuple(net(torch.rand(1, 1, 4, 4)).shape))
# zh: 4 张 2×2 的图，每张 4 个数
# en: 4 images of 2×2, 4 numbers each
print("4 images", tuple(net(torch.rand(4, 1, 2, 2)).shape))
# --8<-- [end:silent]

# --8<-- [start:fails]
net(torch.zeros(2, 1, 4, 4))
# --8<-- [end:fails]
