import torch
from torch import nn

# --8<-- [start:fix]
net, x = nn.Linear(4, 2), torch.ones(1, 4)
out = net(x)
print(out.shape, net(x).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
net, x = nn.Linear(4, 2), torch.ones(1, 4)
net = net(x)
net(x)
# --8<-- [end:fails]
