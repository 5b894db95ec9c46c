import torch
from torch import nn

# --8<-- [start:fix]
layer = nn.Linear(3, 1)
optimizer = torch.optim.SGD([layer.weight], lr=0.1)
print(len(optimizer.param_groups[0]["params"]))
# --8<-- [end:fix]

# --8<-- [start:fails]
layer = nn.Linear(3, 1)
torch.optim.SGD(layer.weight, lr=0.1)
# --8<-- [end:fails]
