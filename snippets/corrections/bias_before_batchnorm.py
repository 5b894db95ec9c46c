import torch
from torch import nn

# --8<-- [start:proof]
torch.manual_seed(0)
conv, bn, x = nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), torch.randn(16, 3, 9, 9)
with torch.no_grad():
    before = bn(conv(x))
    conv.bias += 5
    after = bn(conv(x))
print("largest difference below 0.001:", ((before - after).abs().max() < 0.001).item())
# --8<-- [end:proof]
