import torch
from torch import nn

# --8<-- [start:trap]
torch.manual_seed(0)
conv = nn.Conv2d(3, 6, 5)
# zh: 本意是 3 张灰度图；conv 当成 1 张 3 通道的图
# en: meant as 3 grey images; conv takes them for 1 image of 3 channels
grey = torch.rand(3, 32, 32)
print(tuple(conv(grey).shape))
# --8<-- [end:trap]

# --8<-- [start:fails]
# zh: 写明通道维：(3, 32, 32) → (3, 1, 32, 32)
# en: with a channel dimension: (3, 32, 32) → (3, 1, 32, 32)
conv(grey.unsqueeze(1))
# --8<-- [end:fails]
