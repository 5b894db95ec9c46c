import torch
from torch import nn

# --8<-- [start:warns]
criterion = nn.MSELoss(size_average=False)
# --8<-- [end:warns]

# --8<-- [start:fix]
criterion = nn.MSELoss(reduction="sum")
print(criterion(torch.zeros(3), torch.ones(3)).item())
# --8<-- [end:fix]
