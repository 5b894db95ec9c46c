import torch
from torch import nn

# --8<-- [start:answer]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(16, 8), nn.ReLU(), nn.Linear(8, 3))
x = torch.rand(5, 16)
features = net[:-1](x)
print("features", tuple(features.shape))
print("no negative value", (features >= 0).all().item())
print("same output", torch.equal(net[-1](features), net(x)))
# --8<-- [end:answer]
