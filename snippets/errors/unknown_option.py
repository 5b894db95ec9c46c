import torch
from torch import nn

# --8<-- [start:fix]
optimizer = torch.optim.Adam(nn.Linear(3, 1).parameters(), betas=(0.9, 0.999))
print(optimizer.defaults["betas"])
# --8<-- [end:fix]

# --8<-- [start:fails]
torch.optim.Adam(nn.Linear(3, 1).parameters(), momentum=0.9)
# --8<-- [end:fails]
