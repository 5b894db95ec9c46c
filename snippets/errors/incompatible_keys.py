import torch
from torch import nn

# --8<-- [start:fix]
net = nn.Linear(3, 2)
net.load_state_dict(net.state_dict())
print(net(torch.ones(1, 3)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
net = nn.Linear(3, 2)
net = net.load_state_dict(net.state_dict())
net(torch.ones(1, 3))
# --8<-- [end:fails]
