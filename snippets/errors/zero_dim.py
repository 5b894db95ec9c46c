import torch
from torch import nn

# --8<-- [start:fix]
loss = nn.MSELoss()(torch.zeros(4), torch.ones(4))
print(loss.item())
# --8<-- [end:fix]

# --8<-- [start:fails]
loss = nn.MSELoss()(torch.zeros(4), torch.ones(4))
loss[0]
# --8<-- [end:fails]
