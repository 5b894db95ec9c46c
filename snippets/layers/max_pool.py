import torch
from torch import nn

# --8<-- [start:MaxPool1d]
x = torch.tensor([[[1.0, 3.0, 2.0, 5.0, 4.0]]])
print(nn.MaxPool1d(2)(x).tolist(), nn.MaxPool1d(2, ceil_mode=True)(x).tolist())
# --8<-- [end:MaxPool1d]

# --8<-- [start:MaxPool2d]
x = torch.zeros(4, 6, 28, 28)
print("shape", nn.MaxPool2d(2)(x).shape, nn.MaxPool2d(3, stride=2, padding=1)(x).shape)
# --8<-- [end:MaxPool2d]

# --8<-- [start:MaxPool3d]
x = torch.zeros(2, 3, 16, 32, 32)
print("shape", nn.MaxPool3d((1, 2, 2))(x).shape)
# --8<-- [end:MaxPool3d]

# --8<-- [start:AvgPool1d]
x = torch.tensor([[[1.0, 3.0, 2.0, 4.0]]])
print(nn.AvgPool1d(2)(x).tolist())
# --8<-- [end:AvgPool1d]

# --8<-- [start:AvgPool2d]
x = torch.ones(1, 1, 2, 2)
# zh: 四角的窗口里只有一个 1；补的 0 算不算，由 count_include_pad 决定
# en: a window at a corner holds a single one; whether the zeros count is up to count_include_pad
for count in (True, False):
    y = nn.AvgPool2d(2, padding=1, count_include_pad=count)(x)
    print(count, y[0, 0, 0, 0].item())
# --8<-- [end:AvgPool2d]

# --8<-- [start:AvgPool3d]
x = torch.zeros(2, 3, 16, 32, 32)
print("shape", nn.AvgPool3d(2)(x).shape)
# --8<-- [end:AvgPool3d]
