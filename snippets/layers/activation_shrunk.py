import torch
from torch import nn

# --8<-- [start:Tanhshrink]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
y = nn.Tanhshrink()(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:Tanhshrink]

# --8<-- [start:Softshrink]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
y = nn.Softshrink()(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:Softshrink]

# --8<-- [start:Hardshrink]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
y = nn.Hardshrink()(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:Hardshrink]

# --8<-- [start:Threshold]
x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
y = nn.Threshold(threshold=0.0, value=-1.0)(x)
print([round(value, 3) for value in y.tolist()])
# --8<-- [end:Threshold]
