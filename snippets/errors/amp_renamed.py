import torch
from torch import nn

# --8<-- [start:warns]
with torch.cuda.amp.autocast(enabled=False):
    y = nn.Linear(3, 2)(torch.ones(1, 3))
# --8<-- [end:warns]

# --8<-- [start:fix]
with torch.amp.autocast("cuda", enabled=False):
    y = nn.Linear(3, 2)(torch.ones(1, 3))
print(y.dtype)
# --8<-- [end:fix]
