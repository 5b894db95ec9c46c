import torch
from torch import nn

# --8<-- [start:warns]
conv = nn.Conv2d(1, 1, 4, padding="same")
print(tuple(conv(torch.zeros(1, 1, 28, 28)).shape))
# --8<-- [end:warns]
