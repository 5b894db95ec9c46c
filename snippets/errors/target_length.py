import torch
from torch import nn

# --8<-- [start:fix]
scores, target = torch.zeros(2, 7, 10), torch.zeros(2, 7, dtype=torch.long)
# zh: 类别移到第 1 维：(2, 10, 7)
# en: move the classes to dimension 1: (2, 10, 7)
print(f"{nn.CrossEntropyLoss()(scores.transpose(1, 2), target):.4f}")
# zh: 或者把批量和步数合并：(14, 10) 与 (14,)
# en: or merge batch and steps: (14, 10) and (14,)
print(f"{nn.CrossEntropyLoss()(scores.flatten(0, 1), target.flatten()):.4f}")
# --8<-- [end:fix]

# --8<-- [start:fails]
scores, target = torch.zeros(2, 7, 10), torch.zeros(2, 7, dtype=torch.long)
nn.CrossEntropyLoss()(scores, target)
# --8<-- [end:fails]
