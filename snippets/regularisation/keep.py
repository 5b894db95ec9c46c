import torch
from torch import nn

# --8<-- [start:keep]
torch.manual_seed(0)
ones = torch.ones(10_000)
for p in (0.2, 0.9):
    y = nn.Dropout(p)(ones)
    print(f"p={p}  zeros {(y == 0).float().mean().item():.1f}  largest {y.max().item():.2f}  mean {y.mean().item():.1f}")
# --8<-- [end:keep]

# --8<-- [start:fails]
nn.Dropout(50)
# --8<-- [end:fails]
