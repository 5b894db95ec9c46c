import torch
import torch.nn.functional as F

# --8<-- [start:kinds]
scores = torch.tensor([[2.0, 1.0, 0.0], [0.0, 3.0, 1.0]])
# zh: 下标，(2,)，int64
# en: indices, (2,), int64
index = torch.tensor([0, 2])
print(f"{F.cross_entropy(scores, index).item():.4f}")
# zh: 概率，(2, 3)，浮点数，每行的和为 1
# en: probabilities, (2, 3), floats, each row adds up to 1
one_hot = F.one_hot(index, 3).float()
print(one_hot.tolist(), f"{F.cross_entropy(scores, one_hot).item():.4f}")
# --8<-- [end:kinds]

# --8<-- [start:smoothing]
# zh: 从正确的类别拿出 0.1，三个类别平分
# en: take 0.1 from the right class and share it among all three
soft = one_hot * 0.9 + 0.1 / 3
print(f"{F.cross_entropy(scores, soft).item():.4f}")
print(f"{F.cross_entropy(scores, index, label_smoothing=0.1).item():.4f}")
# --8<-- [end:smoothing]

# --8<-- [start:fails]
F.cross_entropy(scores, torch.tensor([0.0, 2.0]))
# --8<-- [end:fails]
