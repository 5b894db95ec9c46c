import torch
from torch import nn

# --8<-- [start:fix]
optimizer = torch.optim.SGD([nn.Parameter(torch.ones(3))], lr=0.1)
scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, patience=0)
for loss in (1.0, 1.0):
    scheduler.step(loss)
print(round(scheduler.get_last_lr()[0], 4))
# --8<-- [end:fix]

# --8<-- [start:fails]
optimizer = torch.optim.SGD([nn.Parameter(torch.ones(3))], lr=0.1)
scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer)
scheduler.step()
# --8<-- [end:fails]
