# --8<-- [start:imports]
import torch
import torch.nn.functional as F
from torch import nn
# --8<-- [end:imports]

# --8<-- [start:mse]
output = torch.tensor([[2.0, 1.0], [0.0, 3.0]])
target = torch.tensor([[1.0, 1.0], [2.0, 2.0]])
criterion = nn.MSELoss()
loss = criterion(output, target)
print(tuple(loss.shape), loss.item())
# --8<-- [end:mse]

# --8<-- [start:by-hand]
squares = (output - target) ** 2
print(squares.tolist())
print(squares.mean().item(), F.mse_loss(output, target).item())
# --8<-- [end:by-hand]

# --8<-- [start:reductions]
for reduction in ("none", "sum", "mean"):
    loss = F.mse_loss(output, target, reduction=reduction)
    print(reduction, loss.tolist())
# --8<-- [end:reductions]
