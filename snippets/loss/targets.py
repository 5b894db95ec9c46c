import torch
import torch.nn.functional as F

# --8<-- [start:kinds]
scores = torch.tensor([[2.0, 1.0, 0.0], [0.0, 3.0, 1.0]])
# zh: 类别的下标，形状 (2,)，int64
# en: class indices, shape (2,), int64
index = torch.tensor([0, 2])
print(f"index {F.cross_entropy(scores, index).item():.4f}")
# zh: 概率，形状 (2, 3)，浮点数，每行的和为 1
# en: probabilities, shape (2, 3), floats, each row adds up to 1
one_hot = F.one_hot(index, 3).float()
print("one_hot", one_hot.tolist())
print(f"one_hot {F.cross_entropy(scores, one_hot).item():.4f}")
# --8<-- [end:kinds]

# --8<-- [start:smoothing]
# zh: 从正确类别的 1 里拿出 0.1，由三个类别平分
# en: take 0.1 from the 1 of the correct class, and divide it among all three
soft = one_hot * 0.9 + 0.1 / 3
print("soft", soft)
print(f"soft {F.cross_entropy(scores, soft).item():.4f}")
loss = F.cross_entropy(scores, index, label_smoothing=0.1)
print(f"label_smoothing {loss.item():.4f}")
# --8<-- [end:smoothing]

# --8<-- [start:fails]
F.cross_entropy(scores, torch.tensor([0.0, 2.0]))
# --8<-- [end:fails]
