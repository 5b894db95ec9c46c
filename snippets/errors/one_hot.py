import torch
from torch import nn

# --8<-- [start:fix]
scores = torch.zeros(2, 3)
target = torch.tensor([[0, 1, 0], [0, 0, 1]])
print(f"{nn.functional.cross_entropy(scores, target.argmax(1)).item():.4f}")
# --8<-- [end:fix]

# --8<-- [start:fails]
scores = torch.zeros(2, 3)
target = torch.tensor([[0, 1, 0], [0, 0, 1]])
nn.functional.cross_entropy(scores, target)
# --8<-- [end:fails]
