import torch
from torch import nn

# --8<-- [start:Sigmoid]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
y = nn.Sigmoid()(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:Sigmoid]

# --8<-- [start:LogSigmoid]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
y = nn.LogSigmoid()(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:LogSigmoid]

# --8<-- [start:Hardsigmoid]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
y = nn.Hardsigmoid()(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:Hardsigmoid]

# --8<-- [start:Tanh]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
y = nn.Tanh()(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:Tanh]

# --8<-- [start:Hardtanh]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
y = nn.Hardtanh()(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:Hardtanh]

# --8<-- [start:Softsign]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
y = nn.Softsign()(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:Softsign]
