import torch
import torch.nn.functional as F
from torch import nn

# --8<-- [start:numbers]
scores = torch.tensor([0.0, 2.0, -1.0])
target = torch.tensor([1.0, 0.0, 1.0])
pos_weight = torch.tensor(3.0)
print("unweighted", F.binary_cross_entropy_with_logits(scores, target, reduction="none"))
for reduction in ("none", "sum", "mean"):
    loss = F.binary_cross_entropy_with_logits(scores, target, pos_weight=pos_weight, reduction=reduction)
    print(reduction, loss)
# --8<-- [end:numbers]

# --8<-- [start:labels]
# zh: 4 张图，3 个标签 → 每个标签的负样本数 ÷ 正样本数，(3,)
# en: 4 images, 3 labels → negatives ÷ positives of each label, (3,)
labels = torch.tensor([[1.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 1.0]])
positives = labels.sum(dim=0)
pos_weight = (len(labels) - positives) / positives
print("positives", positives.tolist())
print("pos_weight", pos_weight)
criterion = nn.BCEWithLogitsLoss(pos_weight=pos_weight)
# --8<-- [end:labels]
