# --8<-- [start:imports]
import torch
import torch.nn.functional as F
from torch import nn
# --8<-- [end:imports]

# --8<-- [start:mse]
# zh: 2 个样本，每个样本预测 2 个数值
# en: 2 samples, 2 predicted values each
output = torch.tensor([[2.0, 1.0], [0.0, 3.0]])
target = torch.tensor([[1.0, 1.0], [2.0, 2.0]])
criterion = nn.MSELoss()
loss = criterion(output, target)
print("shape", tuple(loss.shape))
print("loss", loss.item())
# --8<-- [end:mse]

# --8<-- [start:by-hand]
squares = (output - target) ** 2
print("squares", squares.tolist())
print("mean", squares.mean().item())
print("F.mse_loss", F.mse_loss(output, target).item())
# --8<-- [end:by-hand]

# --8<-- [start:reductions]
for reduction in ("none", "sum", "mean"):
    loss = F.mse_loss(output, target, reduction=reduction)
    print(reduction, loss.tolist())
# --8<-- [end:reductions]
