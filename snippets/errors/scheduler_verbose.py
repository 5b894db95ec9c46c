import torch
from torch import nn

# --8<-- [start:fix]
optimizer = torch.optim.SGD([nn.Parameter(torch.ones(3))], lr=0.1)
scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer)
print(scheduler.get_last_lr())
# --8<-- [end:fix]

# --8<-- [start:fails]
optimizer = torch.optim.SGD([nn.Parameter(torch.ones(3))], lr=0.1)
torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, verbose=True)
# --8<-- [end:fails]
