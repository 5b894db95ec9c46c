import torch
from torch import nn

# --8<-- [start:warns]
optimizer = torch.optim.SGD([nn.Parameter(torch.ones(1))], lr=0.1)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=1)
for epoch in range(2):
    optimizer.step()
    scheduler.step(epoch)
print(round(scheduler.get_last_lr()[0], 4))
# --8<-- [end:warns]

# --8<-- [start:fix]
optimizer = torch.optim.SGD([nn.Parameter(torch.ones(1))], lr=0.1)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=1)
for epoch in range(2):
    optimizer.step()
    scheduler.step()
print(round(scheduler.get_last_lr()[0], 4))
# --8<-- [end:fix]
