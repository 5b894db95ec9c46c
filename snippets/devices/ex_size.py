import torch
from torch import nn

# --8<-- [start:answer]
with torch.device("meta"):
    net = nn.Linear(100_000, 100_000)
print(sum(p.numel() * p.element_size() for p in net.parameters()))
# --8<-- [end:answer]
