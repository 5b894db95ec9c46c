import torch
from torch import nn

# --8<-- [start:proof]
loss = nn.MSELoss()(nn.Linear(3, 1)(torch.ones(1, 3)), torch.zeros(1, 1))
print(loss.grad_fn.name(), loss.grad_fn.next_functions[0][0].name())
# --8<-- [end:proof]
