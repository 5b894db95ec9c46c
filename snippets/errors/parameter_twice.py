import torch
from torch import nn

# --8<-- [start:fix]
net = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 2))
groups = [{"params": net[0].parameters(), "lr": 0.01}, {"params": net[1].parameters()}]
print([len(group["params"]) for group in torch.optim.SGD(groups, lr=0.1).param_groups])
# --8<-- [end:fix]

# --8<-- [start:fails]
net = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 2))
groups = [{"params": net.parameters(), "lr": 0.01}, {"params": net[1].parameters()}]
torch.optim.SGD(groups, lr=0.1)
# --8<-- [end:fails]
