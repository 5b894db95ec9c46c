import torch
import torch.nn.functional as F

# --8<-- [start:answer]
two = torch.tensor([[1.0, 3.0], [2.0, -1.0], [0.5, 0.0]])
target = torch.tensor([1, 0, 1])
# zh: 一个得分 = 类别 1 的得分 − 类别 0 的得分，(3, 2) → (3,)
# en: one score = that of class 1 − that of class 0, (3, 2) → (3,)
one = two[:, 1] - two[:, 0]
print(f"{F.cross_entropy(two, target).item():.4f}")
print(f"{F.binary_cross_entropy_with_logits(one, target.float()).item():.4f}")
# --8<-- [end:answer]
