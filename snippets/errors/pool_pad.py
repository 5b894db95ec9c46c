import torch
from torch import nn

# --8<-- [start:fix]
# zh: 窗口 3，填充最多 1
# en: with a window of 3 the padding is at most 1
pool = nn.MaxPool2d(3, stride=2, padding=1)
print(pool(torch.zeros(1, 1, 8, 8)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
pool = nn.MaxPool2d(3, stride=2, padding=2)
pool(torch.zeros(1, 1, 8, 8))
# --8<-- [end:fails]
