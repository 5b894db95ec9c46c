import torch
from torch import nn
from torch.optim import lr_scheduler

# --8<-- [start:warns]
optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=0.1)
scheduler = lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.5)
scheduler.step()
optimizer.step()
# --8<-- [end:warns]
