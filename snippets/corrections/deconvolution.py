import torch
from torch import nn

# --8<-- [start:proof]
x = torch.zeros(1, 5, 5)
print([nn.ConvTranspose2d(1, 1, *sizes)(x).shape[-1] for sizes in ((2, 2), (1, 1), (3, 1, 2))])
# --8<-- [end:proof]
