import torch
import torch.nn.functional as F

# --8<-- [start:pool]
# zh: 6 行 10 列，不是正方形
# en: 6 rows, 10 columns: not a square
x = torch.arange(60.0).view(1, 1, 6, 10)
print("window 2          ", tuple(F.max_pool2d(x, 2).shape))
print("2 equals (2, 2)   ", torch.equal(F.max_pool2d(x, 2), F.max_pool2d(x, (2, 2))))
print("window 2, stride 1", tuple(F.max_pool2d(x, 2, stride=1).shape))
# --8<-- [end:pool]
