import torch

from snippets.training.matrix import confusion_matrix

# --8<-- [start:imbalance]
# zh: 100 个样本里只有 5 个是类别 1；这个“网络”不管看到什么都回答 0
# en: of 100 samples, 5 are of class 1; this “network” answers 0 to everything
target = torch.tensor([0] * 95 + [1] * 5)
answer = torch.zeros(100, dtype=torch.int64)
print("accuracy", (answer == target).float().mean().item())
print("matrix", confusion_matrix(target, answer, classes=2).tolist())
# --8<-- [end:imbalance]
