import torch
import torch.nn.functional as F

# --8<-- [start:logits]
# zh: 两道是非题各有一个得分，答案也是浮点数：1 为是，0 为否
# en: two yes-or-no questions; the answers are floats: 1 is yes, 0 is no
scores = torch.tensor([2.0, -1.0])
target = torch.tensor([1.0, 0.0])
print(f"{F.binary_cross_entropy_with_logits(scores, target).item():.4f}")
print(f"{F.binary_cross_entropy(scores.sigmoid(), target).item():.4f}")
# --8<-- [end:logits]

# --8<-- [start:fails]
# device: cpu, on CUDA a value out of range stops the whole process
F.binary_cross_entropy(scores, target)
# --8<-- [end:fails]
