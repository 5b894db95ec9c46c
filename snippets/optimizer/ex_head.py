import torch
import torch.nn.functional as F
from torch import nn

from snippets.optimizer.data import target, x

# --8<-- [start:broken]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1))
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
net[2] = nn.Linear(4, 1)

before = net[2].weight.tolist()
F.mse_loss(net(x), target).backward()
optimizer.step()
print("unchanged", net[2].weight.tolist() == before)
# --8<-- [end:broken]

# --8<-- [start:answer]
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
optimizer.step()
print("unchanged", net[2].weight.tolist() == before)
# --8<-- [end:answer]
