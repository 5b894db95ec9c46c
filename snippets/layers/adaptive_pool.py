import torch
from torch import nn

# --8<-- [start:AdaptiveAvgPool1d]
x = torch.tensor([[[1.0, 2.0, 3.0, 4.0, 5.0]]])
print(nn.AdaptiveAvgPool1d(2)(x).tolist())
# --8<-- [end:AdaptiveAvgPool1d]

# --8<-- [start:AdaptiveAvgPool2d]
pool = nn.AdaptiveAvgPool2d(1)
for side in (7, 10):
    print(side, "→", pool(torch.zeros(4, 16, side, side)).shape)
# --8<-- [end:AdaptiveAvgPool2d]

# --8<-- [start:AdaptiveAvgPool3d]
x = torch.zeros(2, 3, 16, 32, 32)
print("shape", nn.AdaptiveAvgPool3d((4, 1, 1))(x).shape)
# --8<-- [end:AdaptiveAvgPool3d]

# --8<-- [start:AdaptiveMaxPool1d]
x = torch.tensor([[[1.0, 2.0, 3.0, 4.0, 5.0]]])
print(nn.AdaptiveMaxPool1d(2)(x).tolist())
# --8<-- [end:AdaptiveMaxPool1d]

# --8<-- [start:AdaptiveMaxPool2d]
x = torch.zeros(4, 16, 7, 9)
print("shape", nn.AdaptiveMaxPool2d((3, 3))(x).shape)
# --8<-- [end:AdaptiveMaxPool2d]

# --8<-- [start:AdaptiveMaxPool3d]
x = torch.zeros(2, 3, 16, 32, 32)
print("shape", nn.AdaptiveMaxPool3d(2)(x).shape)
# --8<-- [end:AdaptiveMaxPool3d]
