import math

import torch
import torch.nn.functional as F
from torch import nn

# --8<-- [start:answer]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(16, 32), nn.ReLU(), nn.Linear(32, 1))
x = torch.randn(1000, 16)
target = torch.zeros(1000, 1)
target[:10] = 1
print(f"default {F.binary_cross_entropy_with_logits(net(x), target):.2f}")

nn.init.zeros_(net[2].weight)
nn.init.constant_(net[2].bias, math.log(0.01 / 0.99))
print(f"bias set {F.binary_cross_entropy_with_logits(net(x), target):.2f}")
# --8<-- [end:answer]
