import math

import torch
from torch import nn


# --8<-- [start:answer]
def growth(std):
    torch.manual_seed(0)
    x = torch.randn(512, 64)
    before = x.square().mean()
    for _ in range(20):
        weight = nn.init.normal_(torch.empty(64, 64), std=std)
        # zh: (512, 64) → (512, 64)，没有偏置
        # en: (512, 64) → (512, 64), no bias
        x = torch.relu(x @ weight.T)
    return (x.square().mean() / before).sqrt().item()
# --8<-- [end:answer]


# --8<-- [start:check]
torch.manual_seed(0)
for std in (0.1, math.sqrt(2 / 64)):
    predicted = (std * math.sqrt(64 / 2)) ** 20
    print(f"std {std:.3f} predicted {predicted:.0e} measured {growth(std):.0e}")
# --8<-- [end:check]
