import torch
from torch import nn

# --8<-- [start:warns]
optimizer = torch.optim.SGD([nn.Parameter(torch.ones(1))], lr=0.1)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=2)
for epoch in range(2):
    optimizer.step()
    scheduler.step()
print("get_lr", [round(lr, 4) for lr in scheduler.get_lr()])
# --8<-- [end:warns]

# --8<-- [start:fix]
print("get_last_lr", [round(lr, 4) for lr in scheduler.get_last_lr()])
print("optimizer", round(optimizer.param_groups[0]["lr"], 4))
# --8<-- [end:fix]
