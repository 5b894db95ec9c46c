import torch
from torch import nn

# --8<-- [start:LPPool1d]
x = torch.tensor([[[3.0, 4.0, 0.0, 2.0]]])
# zh: 窗口里各数平方和的平方根
# en: the root of the sum of squares in the window
print(nn.LPPool1d(2, 2)(x).tolist())
# --8<-- [end:LPPool1d]

# --8<-- [start:LPPool2d]
x = torch.zeros(4, 6, 28, 28)
print("shape", nn.LPPool2d(2, 2)(x).shape)
# --8<-- [end:LPPool2d]

# --8<-- [start:LPPool3d]
x = torch.zeros(2, 3, 16, 32, 32)
print("shape", nn.LPPool3d(2, 2)(x).shape)
# --8<-- [end:LPPool3d]

# --8<-- [start:FractionalMaxPool2d]
x = torch.zeros(4, 6, 28, 28)
pool = nn.FractionalMaxPool2d(2, output_ratio=0.7)
print("shape", pool(x).shape)
# --8<-- [end:FractionalMaxPool2d]

# --8<-- [start:FractionalMaxPool3d]
x = torch.zeros(2, 3, 16, 32, 32)
pool = nn.FractionalMaxPool3d(2, output_size=(8, 20, 20))
print("shape", pool(x).shape)
# --8<-- [end:FractionalMaxPool3d]

# --8<-- [start:MaxUnpool1d]
x = torch.tensor([[[1.0, 3.0, 5.0, 4.0]]])
y, places = nn.MaxPool1d(2, return_indices=True)(x)
print(y.tolist(), nn.MaxUnpool1d(2)(y, places).tolist())
# --8<-- [end:MaxUnpool1d]

# --8<-- [start:MaxUnpool2d]
torch.manual_seed(0)
x = torch.rand(1, 1, 4, 4)
y, places = nn.MaxPool2d(2, return_indices=True)(x)
back = nn.MaxUnpool2d(2)(y, places)
print("shape", back.shape, "not zero", int((back != 0).sum()))
# --8<-- [end:MaxUnpool2d]

# --8<-- [start:MaxUnpool3d]
torch.manual_seed(0)
x = torch.rand(1, 1, 4, 4, 4)
y, places = nn.MaxPool3d(2, return_indices=True)(x)
print("shape", nn.MaxUnpool3d(2)(y, places).shape)
# --8<-- [end:MaxUnpool3d]
