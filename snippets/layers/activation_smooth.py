import torch
from torch import nn

# --8<-- [start:CELU]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
y = nn.CELU()(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:CELU]

# --8<-- [start:SELU]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
y = nn.SELU()(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:SELU]

# --8<-- [start:GELU]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
y = nn.GELU()(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:GELU]

# --8<-- [start:SiLU]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
y = nn.SiLU()(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:SiLU]

# --8<-- [start:Mish]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
y = nn.Mish()(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:Mish]

# --8<-- [start:Hardswish]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
y = nn.Hardswish()(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:Hardswish]

# --8<-- [start:Softplus]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
y = nn.Softplus()(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:Softplus]
