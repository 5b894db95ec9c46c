import torch
from torch import nn

# --8<-- [start:fix]
body, head = nn.Linear(4, 4), nn.Linear(4, 2)
optimizer = torch.optim.SGD([*body.parameters(), *head.parameters()], lr=0.1)
print(len(optimizer.param_groups[0]["params"]))
# --8<-- [end:fix]

# --8<-- [start:fails]
body, head = nn.Linear(4, 4), nn.Linear(4, 2)
torch.optim.SGD([body.parameters(), head.parameters()], lr=0.1)
# --8<-- [end:fails]
