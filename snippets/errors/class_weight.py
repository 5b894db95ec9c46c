import torch
from torch import nn

# --8<-- [start:fix]
scores, target = torch.zeros(2, 3), torch.tensor([0, 1])
loss = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0, 1.0]))
print(f"{loss(scores, target).item():.4f}")
# --8<-- [end:fix]

# --8<-- [start:fix_count]
# zh: 按类别数数样本，没有出现的类别也占一个位置
# en: count the samples of each class; a class that does not occur has a position too
labels = torch.tensor([0, 0, 0, 1])
counts = torch.bincount(labels, minlength=3).clamp(min=1)
print("weights", (len(labels) / (3 * counts)).tolist())
# --8<-- [end:fix_count]

# --8<-- [start:fails]
scores, target = torch.zeros(2, 3), torch.tensor([0, 1])
nn.CrossEntropyLoss(weight=torch.ones(2))(scores, target)
# --8<-- [end:fails]
