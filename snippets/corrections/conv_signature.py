import torch
from torch import nn

# --8<-- [start:proof]
import inspect

print(list(inspect.signature(nn.Conv2d).parameters)[5:])
print(nn.Conv2d(1, 1, 3, padding="same")(torch.zeros(1, 8, 8)).shape)
# --8<-- [end:proof]
