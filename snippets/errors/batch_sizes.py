import torch
from torch import nn

# --8<-- [start:fix]
scores = torch.zeros(4, 1, 10)
target = torch.tensor([3, 1, 4, 1])
print(f"{nn.functional.cross_entropy(scores.flatten(1), target).item():.4f}")
# --8<-- [end:fix]

# --8<-- [start:fails]
scores = torch.zeros(4, 1, 10)
target = torch.tensor([3, 1, 4, 1])
nn.functional.cross_entropy(scores.view(-1, 20), target)
# --8<-- [end:fails]
