import torch
from torch import nn

# --8<-- [start:proof]
x = torch.tensor([[[1.0, 0.0, 0.0]]])
kernel = torch.tensor([[[1.0, 2.0]]])
print(nn.functional.conv1d(x, kernel).tolist())
# --8<-- [end:proof]
