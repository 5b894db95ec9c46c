import torch
from torch import nn

# --8<-- [start:Unfold]
# zh: 每个 3×3 窗口成为一列
# en: each window of 3×3 becomes a column
x = torch.arange(16.0).view(1, 1, 4, 4)
y = nn.Unfold(3)(x)
print("shape", y.shape, "first column", y[0, :, 0].tolist())
# --8<-- [end:Unfold]

# --8<-- [start:Fold]
# zh: 把窗口放回去；重叠的位置相加
# en: put the windows back; positions that overlap add up
x = torch.ones(1, 1, 4, 4)
y = nn.Fold((4, 4), 3)(nn.Unfold(3)(x))
print(y[0, 0, :2].tolist())
# --8<-- [end:Fold]
