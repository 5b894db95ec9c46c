import torch
from torch import nn

# --8<-- [start:ReplicationPad1d]
x = torch.tensor([[[1.0, 2.0, 3.0]]])
print(nn.ReplicationPad1d((2, 1))(x).tolist())
# --8<-- [end:ReplicationPad1d]

# --8<-- [start:ReplicationPad2d]
x = torch.tensor([[[[1.0, 2.0], [3.0, 4.0]]]])
print(nn.ReplicationPad2d(1)(x)[0, 0].tolist())
# --8<-- [end:ReplicationPad2d]

# --8<-- [start:ReplicationPad3d]
x = torch.zeros(1, 3, 4, 8, 8)
print("shape", nn.ReplicationPad3d((1, 1, 2, 2, 0, 0))(x).shape)
# --8<-- [end:ReplicationPad3d]

# --8<-- [start:CircularPad1d]
x = torch.tensor([[[1.0, 2.0, 3.0]]])
print(nn.CircularPad1d((2, 1))(x).tolist())
# --8<-- [end:CircularPad1d]

# --8<-- [start:CircularPad2d]
x = torch.tensor([[[[1.0, 2.0], [3.0, 4.0]]]])
print(nn.CircularPad2d(1)(x)[0, 0].tolist())
# --8<-- [end:CircularPad2d]

# --8<-- [start:CircularPad3d]
x = torch.zeros(1, 3, 4, 8, 8)
print("shape", nn.CircularPad3d((1, 1, 2, 2, 0, 0))(x).shape)
# --8<-- [end:CircularPad3d]
