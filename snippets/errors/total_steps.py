import torch
from torch import nn

# --8<-- [start:fix]
epochs, batches = 2, 3
optimizer = torch.optim.SGD([nn.Parameter(torch.ones(1))], lr=0.1)
scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.1, total_steps=epochs * batches)
for step in range(epochs * batches):
    optimizer.step()
    scheduler.step()
print(scheduler.last_epoch)
# --8<-- [end:fix]

# --8<-- [start:fails]
optimizer = torch.optim.SGD([nn.Parameter(torch.ones(1))], lr=0.1)
scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.1, total_steps=2)
for batch in range(3):
    optimizer.step()
    scheduler.step()
# --8<-- [end:fails]
