import torch
from torch import nn

# --8<-- [start:ReLU]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
y = nn.ReLU()(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:ReLU]

# --8<-- [start:LeakyReLU]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
y = nn.LeakyReLU()(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:LeakyReLU]

# --8<-- [start:PReLU]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
layer = nn.PReLU()
print([round(value, 3) for value in layer(x).tolist()])
print("weight", layer.weight.tolist())
# --8<-- [end:PReLU]

# --8<-- [start:RReLU]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
layer = nn.RReLU().eval()
print([round(value, 3) for value in layer(x).tolist()])
# --8<-- [end:RReLU]

# --8<-- [start:ReLU6]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
y = nn.ReLU6()(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:ReLU6]

# --8<-- [start:ELU]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
y = nn.ELU()(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:ELU]
