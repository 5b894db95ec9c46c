import torch
from torch import nn

# --8<-- [start:proof]
torch.manual_seed(0)
y = nn.Dropout(0.9)(torch.ones(1000))
print(f"{(y == 0).float().mean().item():.1f}")
# --8<-- [end:proof]
