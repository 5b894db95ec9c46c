import torch
from torch import nn

# --8<-- [start:fix]
out, target = torch.zeros(2), torch.ones(2)
loss = nn.MSELoss()(out, target)
print(loss.item())
# --8<-- [end:fix]

# --8<-- [start:fails]
out, target = torch.zeros(2), torch.ones(2)
loss = nn.MSELoss(out, target)
# --8<-- [end:fails]
