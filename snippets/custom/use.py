import torch
from torch import nn

from snippets.custom.layer import RMSNorm

# --8<-- [start:half]
x = torch.full((1, 8), 300.0, dtype=torch.float16)
y = RMSNorm(8, dtype=torch.float16)(x)
print(y.dtype, y[0, 0].item())
# --8<-- [end:half]

# --8<-- [start:print]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(4, 8), RMSNorm(8), nn.ReLU(), nn.Linear(8, 3))
print(net)
# --8<-- [end:print]
