import torch
from torch import nn

# --8<-- [start:fix]
scores, target = torch.tensor([[2.0, 1.0], [0.0, 3.0]]), torch.tensor([0, 1])
print(f"{nn.CrossEntropyLoss()(scores, target).item():.4f}")
# --8<-- [end:fix]

# --8<-- [start:fails]
target, scores = torch.tensor([[2, 1], [0, 3]]), torch.tensor([0, 1])
nn.CrossEntropyLoss()(target, scores)
# --8<-- [end:fails]
