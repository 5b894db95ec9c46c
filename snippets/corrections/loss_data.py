import torch
from torch import nn

# --8<-- [start:proof]
loss = nn.MSELoss()(torch.zeros(2), torch.ones(2))
print(loss.dim(), loss.item())
# --8<-- [end:proof]
