import torch
import torch.nn.functional as F

# --8<-- [start:labels]
# zh: 2 张图，3 个标签：有人、有狗、有车；第一张图里有人也有狗
# en: 2 images, 3 labels: person, dog, car; the first shows a person and a dog
target = torch.tensor([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
scores = torch.tensor([[4.0, 2.0, -3.0], [-2.0, 1.0, 3.0]])
loss = F.binary_cross_entropy_with_logits(scores, target, reduction="none")
print(loss)
print(f"mean {loss.mean().item():.4f}")
predicted = (scores > 0).float()
print("predicted", predicted.int().tolist())
print(f"labels right {(predicted == target).float().mean().item():.4f}")
print(f"images right {(predicted == target).all(dim=1).float().mean().item():.4f}")
# --8<-- [end:labels]

# --8<-- [start:cross-entropy]
# zh: 一张图，前两个标签都对，得分越拉越开
# en: one image, the first two labels apply, and the scores move further apart
target = torch.tensor([[1.0, 1.0, 0.0]])
for m in (1.0, 5.0, 25.0):
    scores = torch.tensor([[m, m, -m]])
    wrong = F.cross_entropy(scores, target).item()
    right = F.binary_cross_entropy_with_logits(scores, target).item()
    print(f"m {m:4.1f}  cross_entropy {wrong:.4f}  BCE with logits {right:.4f}")
# --8<-- [end:cross-entropy]
