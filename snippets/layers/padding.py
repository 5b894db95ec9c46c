import torch
from torch import nn

# --8<-- [start:ZeroPad1d]
x = torch.tensor([[[1.0, 2.0, 3.0]]])
print(nn.ZeroPad1d((2, 1))(x).tolist())
# --8<-- [end:ZeroPad1d]

# --8<-- [start:ZeroPad2d]
x = torch.tensor([[[[1.0, 2.0], [3.0, 4.0]]]])
print(nn.ZeroPad2d(1)(x)[0, 0].tolist())
# --8<-- [end:ZeroPad2d]

# --8<-- [start:ZeroPad3d]
x = torch.zeros(1, 3, 4, 8, 8)
print("shape", nn.ZeroPad3d((1, 1, 2, 2, 0, 0))(x).shape)
# --8<-- [end:ZeroPad3d]

# --8<-- [start:ConstantPad1d]
x = torch.tensor([[[1.0, 2.0, 3.0]]])
print(nn.ConstantPad1d((2, 1), 9.0)(x).tolist())
# --8<-- [end:ConstantPad1d]

# --8<-- [start:ConstantPad2d]
x = torch.tensor([[[[1.0, 2.0], [3.0, 4.0]]]])
print(nn.ConstantPad2d(1, 9.0)(x)[0, 0].tolist())
# --8<-- [end:ConstantPad2d]

# --8<-- [start:ConstantPad3d]
x = torch.zeros(1, 3, 4, 8, 8)
print("shape", nn.ConstantPad3d((1, 1, 2, 2, 0, 0), 9.0)(x).shape)
# --8<-- [end:ConstantPad3d]

# --8<-- [start:ReflectionPad1d]
x = torch.tensor([[[1.0, 2.0, 3.0]]])
print(nn.ReflectionPad1d((2, 1))(x).tolist())
# --8<-- [end:ReflectionPad1d]

# --8<-- [start:ReflectionPad2d]
x = torch.tensor([[[[1.0, 2.0], [3.0, 4.0]]]])
print(nn.ReflectionPad2d(1)(x)[0, 0].tolist())
# --8<-- [end:ReflectionPad2d]

# --8<-- [start:ReflectionPad3d]
x = torch.zeros(1, 3, 4, 8, 8)
print("shape", nn.ReflectionPad3d((1, 1, 2, 2, 0, 0))(x).shape)
# --8<-- [end:ReflectionPad3d]
