import numpy as np
import torch
from torch import nn

# --8<-- [start:fix]
weight = torch.tensor(np.array([1.0, 2.0, 1.0]), dtype=torch.float32)
loss = nn.CrossEntropyLoss(weight=weight)
print(f"{loss(torch.zeros(2, 3), torch.tensor([0, 1])).item():.4f}")
# --8<-- [end:fix]

# --8<-- [start:fails]
weight = torch.from_numpy(np.array([1.0, 2.0, 1.0]))
loss = nn.CrossEntropyLoss(weight=weight)
loss(torch.zeros(2, 3), torch.tensor([0, 1]))
# --8<-- [end:fails]
