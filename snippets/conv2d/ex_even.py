import torch
import torch.nn.functional as F
from torch import nn

# --8<-- [start:even]
torch.manual_seed(0)
conv = nn.Conv2d(1, 1, 4)
image = torch.rand(1, 1, 28, 28)
# zh: 左 1 右 2，上 1 下 2，28 变成 31
# en: left 1, right 2, top 1, bottom 2: 28 becomes 31
print(tuple(conv(F.pad(image, (1, 2, 1, 2))).shape))
# --8<-- [end:even]
