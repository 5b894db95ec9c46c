import torch
import torch.nn.functional as F

# --8<-- [start:values]
# zh: 预测 1，方差 0.01，目标正好是 1
# en: predicts 1 with variance 0.01, and the target is exactly 1
mean, variance = torch.tensor([1.0]), torch.tensor([0.01])
target = torch.tensor([1.0])
loss = F.gaussian_nll_loss(mean, target, variance)
print(f"gaussian_nll_loss {loss.item():.4f}")
# zh: nll_loss 要的是对数概率，这里给了概率
# en: nll_loss expects log-probabilities, and gets probabilities
p = torch.tensor([[0.8, 0.2]])
print(f"nll_loss {F.nll_loss(p, torch.tensor([0])).item():.4f}")
# --8<-- [end:values]
