import torch
from torch import nn

# --8<-- [start:proof]
layer = nn.Linear(2, 1)
loss = nn.MSELoss()(layer(torch.ones(4, 2)), torch.zeros(4, 1, dtype=torch.float64))
loss.backward()
print(loss.dtype, layer.weight.grad.dtype)
# --8<-- [end:proof]
