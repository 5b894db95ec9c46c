import torch
from torch import nn

# --8<-- [start:fix]
labels = torch.tensor([1, 2, 3])
print(nn.functional.one_hot(labels - 1, 3).tolist())
# --8<-- [end:fix]

# --8<-- [start:fails]
labels = torch.tensor([1, 2, 3])
nn.functional.one_hot(labels, 3)
# --8<-- [end:fails]
