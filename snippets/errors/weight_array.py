import numpy as np
import torch
from torch import nn

# --8<-- [start:fix]
weight = torch.tensor([1.0, 2.0, 1.0])
print(nn.CrossEntropyLoss(weight=weight).weight)
# --8<-- [end:fix]

# --8<-- [start:fails]
nn.CrossEntropyLoss(weight=np.array([1.0, 2.0, 1.0]))
# --8<-- [end:fails]
