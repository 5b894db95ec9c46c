import torch
from torch import nn

# --8<-- [start:warns]
# device: cpu, with CUDA there is nothing to warn of
with torch.autocast("cuda"):
    y = nn.Linear(3, 2)(torch.ones(1, 3))
print(y.dtype)
# --8<-- [end:warns]

# --8<-- [start:fix]
with torch.autocast("cpu", dtype=torch.bfloat16):
    y = nn.Linear(3, 2)(torch.ones(1, 3))
print(y.dtype)
# --8<-- [end:fix]
