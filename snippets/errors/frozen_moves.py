import torch
from torch import nn

# --8<-- [start:shows]
net = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4)).requires_grad_(False)
before = net[1].running_mean.clone()
net(torch.ones(2, 3))
print("running_mean unchanged", torch.equal(net[1].running_mean, before))
# --8<-- [end:shows]

# --8<-- [start:fix]
net.eval()
before = net[1].running_mean.clone()
net(torch.ones(2, 3))
print("running_mean unchanged", torch.equal(net[1].running_mean, before))
# --8<-- [end:fix]
