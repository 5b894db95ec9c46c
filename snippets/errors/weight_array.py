import numpy as np
import torch
from torch import nn

# --8<-- [start:fix]
weight = torch.tensor(np.array([1.0, 2.0, 1.0]), dtype=torch.float32)
print(nn.CrossEntropyLoss(weight=weight).weight)
# --8<-- [end:fix]

# --8<-- [start:fix_dict]
weights = {2: 1.0, 0: 1.0, 1: 2.0}
# zh: 按类别编号的顺序
# en: in the order of the class indices
weight = torch.tensor([weights[index] for index in range(len(weights))])
print(nn.CrossEntropyLoss(weight=weight).weight)
# --8<-- [end:fix_dict]

# --8<-- [start:fails]
nn.CrossEntropyLoss(weight=np.array([1.0, 2.0, 1.0]))
# --8<-- [end:fails]
