import torch
import torch.nn.functional as F
from torch import nn

# --8<-- [start:numbers]
# zh: 4 个样本，2 个类别；类别 1 少见，权重是 3
# en: 4 samples, 2 classes; class 1 is rare and has the weight 3
scores = torch.tensor([[2.0, 0.0], [1.0, 0.0], [0.0, 0.0], [1.0, 0.0]])
target = torch.tensor([0, 0, 0, 1])
weight = torch.tensor([1.0, 3.0])
print("unweighted", F.cross_entropy(scores, target, reduction="none"))
for reduction in ("none", "sum", "mean"):
    print(reduction, F.cross_entropy(scores, target, weight=weight, reduction=reduction))
# --8<-- [end:numbers]

# --8<-- [start:by-hand]
losses = F.cross_entropy(scores, target, reduction="none")
# zh: 每个样本的权重由它的目标决定，(4,)
# en: the weight of each sample, by its target, (4,)
each = weight[target]
print("weights", each.tolist())
print(f"sum of weights {each.sum().item():.0f}")
print(f"mean {((each * losses).sum() / each.sum()).item():.4f}")
print(f"divided by N {((each * losses).sum() / 4).item():.4f}")
# --8<-- [end:by-hand]

# --8<-- [start:balanced]
# zh: 训练集里各类别的个数 → 权重：总数 ÷（类别数 × 个数）
# en: how often each class occurs → its weight: total ÷ (classes × count)
labels = torch.tensor([0] * 90 + [1] * 10)
counts = torch.bincount(labels)
weight = counts.sum() / (len(counts) * counts)
print("counts", counts.tolist())
print("weight", weight)
criterion = nn.CrossEntropyLoss(weight=weight)
# --8<-- [end:balanced]

# --8<-- [start:fails]
nn.CrossEntropyLoss(weight=[1.0, 3.0])
# --8<-- [end:fails]
