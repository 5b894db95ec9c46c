import torch
from torch import nn

# --8<-- [start:fix]
net = nn.Linear(3, 2)
state = torch.optim.SGD(net.parameters(), lr=0.1).state_dict()
optimizer = torch.optim.SGD(net.parameters(), lr=0.5)
optimizer.load_state_dict(state)
print(optimizer.param_groups[0]["lr"] == 0.1)
# --8<-- [end:fix]

# --8<-- [start:fails]
state = torch.optim.SGD(nn.Linear(3, 2).parameters(), lr=0.1).state_dict()
net = nn.Sequential(nn.Linear(3, 2), nn.Linear(2, 1))
torch.optim.SGD(net.parameters(), lr=0.1).load_state_dict(state)
# --8<-- [end:fails]
