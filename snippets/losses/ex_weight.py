import torch
import torch.nn.functional as F

# --8<-- [start:answer]
scores = torch.tensor([[2.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
target = torch.tensor([0, 0, 0])
for weight in (torch.tensor([1.0, 1.0]), torch.tensor([5.0, 1.0])):
    mean = F.cross_entropy(scores, target, weight=weight).item()
    total = F.cross_entropy(scores, target, weight=weight, reduction="sum").item()
    print(f"mean {mean:.4f}  sum {total:.4f}")
# --8<-- [end:answer]
