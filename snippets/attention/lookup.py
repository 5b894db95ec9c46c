# ruff: noqa: F401
# --8<-- [start:imports]
import math

import torch
import torch.nn.functional as F
from torch import nn

# --8<-- [end:imports]

# --8<-- [start:lookup]
keys = torch.tensor([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]])
values = torch.tensor([10.0, 20.0, 30.0])
query = torch.tensor([2.0, 1.0])

# zh: 查询与三个键的点积：(3, 2) @ (2,) → (3,)
# en: the dot product of the query with each of the three keys: (3, 2) @ (2,) → (3,)
scores = keys @ query
weights = scores.softmax(dim=0)
print("scores", scores.tolist())
print("weights", [round(w, 2) for w in weights.tolist()])
print("result", round((weights @ values).item(), 1))
# --8<-- [end:lookup]
