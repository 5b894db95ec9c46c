import torch
from torch import nn

# --8<-- [start:noise]
torch.manual_seed(0)
x = torch.ones(1, 1)
for size in (2, 8, 32, 128):
    values = []
    for _ in range(300):
        others = torch.randn(size - 1, 1)
        values.append(nn.BatchNorm1d(1)(torch.cat([x, others]))[0].item())
    values = torch.tensor(values)
    print("batch", size, f"mean {values.mean():.1f} std {values.std():.1f}")
# --8<-- [end:noise]
