import torch
from torch import nn

# --8<-- [start:proof]
torch.manual_seed(0)
x = torch.randn(1, 6, 2, 2)
difference = (nn.CrossMapLRN2d(3, alpha=1.0)(x) - nn.LocalResponseNorm(3, alpha=1.0)(x)).abs().amax(dim=(0, 2, 3))
print([value.item() > 1e-5 for value in difference])
# --8<-- [end:proof]
