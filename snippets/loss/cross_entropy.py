import torch
import torch.nn.functional as F
from torch import nn

# --8<-- [start:by-hand]
# zh: 2 个样本，各有 3 个得分；正确的类别是 0 和 2
# en: 2 samples, 3 scores each; the correct classes are 0 and 2
scores = torch.tensor([[2.0, 1.0, 0.0], [0.0, 3.0, 1.0]])
target = torch.tensor([0, 2])
# zh: 得分 → 概率，每行的和为 1
# en: scores → probabilities, each row adds up to 1
p = scores.softmax(dim=1)
print(p)
# zh: 从每行取出正确类别的概率，(2, 3) → (2,)
# en: the probability of the correct class from each row, (2, 3) → (2,)
p_correct = p[[0, 1], target]
print("p_correct", p_correct)
losses = -p_correct.log()
print("losses", losses)
print(f"mean {losses.mean().item():.4f}")
# --8<-- [end:by-hand]

# --8<-- [start:criterion]
criterion = nn.CrossEntropyLoss()
print(f"CrossEntropyLoss {criterion(scores, target).item():.4f}")
# zh: 拆成两步
# en: the same in two steps
log_p = scores.log_softmax(dim=1)
print(f"log_softmax, nll_loss {F.nll_loss(log_p, target).item():.4f}")
# --8<-- [end:criterion]

# --8<-- [start:far]
scores = torch.tensor([[0.0, 200.0]])
print("softmax, then log", scores.softmax(dim=1).log().tolist())
print("log_softmax", scores.log_softmax(dim=1).tolist())
# --8<-- [end:far]
