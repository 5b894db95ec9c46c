import torch
from torch import nn

# --8<-- [start:fix]
scores = torch.zeros(4, 10)
target = torch.tensor([3.0, 1.0, 4.0, 1.0])
print(f"{nn.functional.cross_entropy(scores, target.long()).item():.4f}")
# --8<-- [end:fix]

# --8<-- [start:fails]
scores = torch.zeros(4, 10)
target = torch.tensor([3.0, 1.0, 4.0, 1.0])
nn.functional.cross_entropy(scores, target)
# --8<-- [end:fails]
