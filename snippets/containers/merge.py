import torch

from snippets.containers.merged import Merged

# --8<-- [start:silent]
torch.manual_seed(0)
net = Merged()
print(tuple(net(torch.rand(1, 1, 4, 4)).shape))
# zh: 9 张 2×2 的图，卷积后每张剩 5 个数
# en: 9 images of 2×2; the convolution leaves 5 numbers of each
print(tuple(net(torch.rand(9, 1, 2, 2)).shape))
# --8<-- [end:silent]

# --8<-- [start:fails]
net(torch.zeros(2, 1, 4, 4))
# --8<-- [end:fails]
