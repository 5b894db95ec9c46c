import torch
import torch.nn.functional as F

# --8<-- [start:logits]
# zh: 三封邮件各有一个得分；目标是浮点数，1 表示垃圾邮件，0 表示不是
# en: one score for each of three e-mails; the targets are floats: 1 is spam, 0 is not
scores = torch.tensor([2.0, -1.0, 0.5])
target = torch.tensor([1.0, 0.0, 0.0])
p = scores.sigmoid()
print("p", [f"{value:.2f}" for value in p.tolist()])
print(f"from scores {F.binary_cross_entropy_with_logits(scores, target).item():.4f}")
print(f"from probabilities {F.binary_cross_entropy(p, target).item():.4f}")
# zh: 预测是 1 还是 0：概率大于 0.5，也就是得分大于 0
# en: predict 1 or 0: a probability above 0.5 is a score above 0
print("predicted", (scores > 0).int().tolist())
# --8<-- [end:logits]

# --8<-- [start:two]
# zh: 每个样本两个得分，类别 0 的固定为 0：(3,) → (3, 2)
# en: two scores per sample, the score of class 0 is 0: (3,) → (3, 2)
two = torch.stack([torch.zeros(3), scores], dim=1)
print(f"two outputs {F.cross_entropy(two, target.long()).item():.4f}")
# zh: 两个得分同时加上一个数，损失不变
# en: adding one number to both scores leaves the loss as it is
print(f"shifted {F.cross_entropy(two + 7, target.long()).item():.4f}")
# --8<-- [end:two]

# --8<-- [start:fails]
# device: cpu, on CUDA a value out of range stops the whole process
F.binary_cross_entropy(scores, target)
# --8<-- [end:fails]
