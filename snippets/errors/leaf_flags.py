import torch
from torch import nn

# --8<-- [start:fix]
net = nn.Linear(3, 1)
for p in net.parameters():
    p.requires_grad = False
out = net(torch.ones(2, 3)).detach()
print(out.requires_grad, net.weight.requires_grad)
# --8<-- [end:fix]

# --8<-- [start:fails]
net = nn.Linear(3, 1)
out = net(torch.ones(2, 3))
out.requires_grad = False
# --8<-- [end:fails]
