import torch
from torch import nn

# --8<-- [start:one]
torch.manual_seed(0)
x = torch.randn(1000, 400)
for h in (x, torch.relu(x)):
    y = nn.Linear(400, 400)(h)
    print(f"{h.square().mean():.2f} {y.square().mean():.2f}")
# --8<-- [end:one]
