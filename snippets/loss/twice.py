import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F

# --8<-- [start:values]
target = torch.tensor([0])
for m in (0.0, 2.0, 10.0, 100.0):
    scores = torch.tensor([[m, 0.0, 0.0]])
    right = F.cross_entropy(scores, target).item()
    twice = F.cross_entropy(scores.softmax(dim=1), target).item()
    print(f"m {m:5.1f}  right {right:.4f}  twice {twice:.4f}")
# --8<-- [end:values]

# --8<-- [start:gradients]
# zh: 得分很悬殊，但错了：类别 1 的得分最高，正确的是类别 0
# en: far apart and wrong: class 1 has the highest score, class 0 is correct
for name in ("right", "twice"):
    scores = torch.tensor([[0.0, 10.0, 0.0]], requires_grad=True)
    output = scores if name == "right" else scores.softmax(dim=1)
    loss = F.cross_entropy(output, target)
    # zh: 算出损失对每个得分的梯度，存进 scores.grad
    # en: computes the gradient of the loss for each score, into scores.grad
    loss.backward()
    gradient = [f"{value:.4f}" for value in scores.grad[0].tolist()]
    print(f"{name}  loss {loss.item():.4f}  gradient", *gradient)
# --8<-- [end:gradients]

# --8<-- [start:plot]
# only: draws the figure
m = torch.linspace(-6, 10, 81)
scores = torch.stack([m, torch.zeros(81), torch.zeros(81)], dim=1)
target = torch.zeros(81, dtype=torch.int64)
fig, ax = plt.subplots(figsize=(5.2, 3))
ax.plot(m, F.cross_entropy(scores, target, reduction="none"), "C0", label="cross_entropy(scores, 0)")
ax.plot(m, F.cross_entropy(scores.softmax(dim=1), target, reduction="none"), "C3", label="cross_entropy(softmax(scores), 0)")
ax.axhline(0, color="gray", linewidth=1)
ax.set_xlabel("m,  scores = [m, 0, 0]")
ax.set_ylabel("loss")
ax.legend()
# --8<-- [end:plot]
