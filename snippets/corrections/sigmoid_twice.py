import torch
from torch import nn

# --8<-- [start:proof]
# zh: 得分很大，预测几乎完全正确：第一个样本是 1，第二个是 0
# en: large scores, almost perfect predictions: the first sample is 1, the second 0
output, target = torch.tensor([20.0, -20.0]), torch.tensor([1.0, 0.0])
loss = nn.BCEWithLogitsLoss(reduction="none")
print("scores        ", [round(value, 4) for value in loss(output, target).tolist()])
print("after sigmoid ", [round(value, 4) for value in loss(output.sigmoid(), target).tolist()])
# --8<-- [end:proof]
