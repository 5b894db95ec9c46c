import torch
from torch import nn

# --8<-- [start:Softmax]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
y = nn.Softmax(dim=0)(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:Softmax]

# --8<-- [start:LogSoftmax]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
y = nn.LogSoftmax(dim=0)(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:LogSoftmax]

# --8<-- [start:Softmin]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
y = nn.Softmin(dim=0)(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:Softmin]

# --8<-- [start:Softmax2d]
x = torch.zeros(1, 4, 2, 2)
print(nn.Softmax2d()(x)[0, :, 0, 0].tolist())
# --8<-- [end:Softmax2d]

# --8<-- [start:GLU]
x = torch.tensor([1.0, 2.0, 0.0, 4.0])
y = nn.GLU()(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:GLU]
