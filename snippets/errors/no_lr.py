import torch
from torch import nn

# --8<-- [start:fix]
optimizer = torch.optim.SGD(nn.Linear(3, 1).parameters(), lr=0.1)
for group in optimizer.param_groups:
    group["lr"] = 0.01
    print(group["lr"])
# --8<-- [end:fix]

# --8<-- [start:fails]
optimizer = torch.optim.SGD(nn.Linear(3, 1).parameters(), lr=0.1)
print(optimizer.lr)
# --8<-- [end:fails]
