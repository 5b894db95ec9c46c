import torch
import torch.nn.functional as F

# --8<-- [start:answer]
scores = torch.tensor([[2.0, 1.0, 0.0], [0.0, 3.0, 1.0]])
target = torch.tensor([0, 2])
losses = scores.logsumexp(dim=1) - scores[[0, 1], target]
expected = F.cross_entropy(scores, target, reduction="none")
print("losses", torch.allclose(losses, expected))

gradient = scores.softmax(dim=1) - F.one_hot(target, 3)
scores.requires_grad_()
F.cross_entropy(scores, target, reduction="sum").backward()
print("gradient", torch.allclose(gradient, scores.grad))
# --8<-- [end:answer]
