import torch
import torch.nn.functional as F

# --8<-- [start:padding]
# zh: 2 句话，每句 3 个词，每个词 4 个得分；第二句只有一个词，其余是填充
# en: 2 sentences of 3 words, 4 scores each; the second has a single word, the rest is padding
torch.manual_seed(0)
scores = torch.randn(2, 3, 4)
target = torch.tensor([[1, 0, 3], [2, -100, -100]])
# zh: 类别要在第 1 维：(2, 3, 4) → (2, 4, 3)
# en: the classes belong in dimension 1: (2, 3, 4) → (2, 4, 3)
each = F.cross_entropy(scores.transpose(1, 2), target, reduction="none")
print(each)
loss = F.cross_entropy(scores.transpose(1, 2), target)
print("sum / 4", torch.allclose(loss, each.sum() / 4))
# --8<-- [end:padding]

# --8<-- [start:empty]
nothing = torch.full((2, 3), -100)
print(F.cross_entropy(scores.transpose(1, 2), nothing).item())
# --8<-- [end:empty]
