import torch
from torch import nn

# --8<-- [start:fix]
scores = torch.zeros(2, 10)
target = torch.tensor([1, 10]) - 1
print(f"{nn.functional.cross_entropy(scores, target).item():.4f}")
# --8<-- [end:fix]

# --8<-- [start:fails]
scores = torch.zeros(2, 10)
target = torch.tensor([1, 10])
nn.functional.cross_entropy(scores, target)
# --8<-- [end:fails]
