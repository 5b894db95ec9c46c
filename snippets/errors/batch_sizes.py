import torch
from torch import nn

# --8<-- [start:fix]
scores = torch.zeros(4, 1, 10)
target = torch.tensor([3, 1, 4, 1])
print(f"{nn.functional.cross_entropy(scores.flatten(1), target).item():.4f}")
# --8<-- [end:fix]

# --8<-- [start:fix_tokens]
# zh: 每个词元一个得分：(2, 5, 10) → (10, 10)，目标 (2, 5) → (10,)
# en: scores for each token: (2, 5, 10) → (10, 10), targets (2, 5) → (10,)
scores, target = torch.zeros(2, 5, 10), torch.zeros(2, 5, dtype=torch.long)
print(f"{nn.functional.cross_entropy(scores.view(-1, 10), target.view(-1)).item():.4f}")
# --8<-- [end:fix_tokens]

# --8<-- [start:fails]
scores = torch.zeros(4, 1, 10)
target = torch.tensor([3, 1, 4, 1])
nn.functional.cross_entropy(scores.view(-1, 20), target)
# --8<-- [end:fails]
