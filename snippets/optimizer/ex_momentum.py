import copy

import torch
import torch.nn.functional as F
from torch import nn

from snippets.optimizer.data import target, x

# --8<-- [start:answer]
torch.manual_seed(0)
net = nn.Linear(2, 1)
other = copy.deepcopy(net)
optimizer = torch.optim.SGD(other.parameters(), lr=0.1, momentum=0.9)
velocities = [torch.zeros_like(p) for p in net.parameters()]

for _ in range(5):
    for each in net, other:
        each.zero_grad()
        F.mse_loss(each(x), target).backward()
    optimizer.step()
    with torch.no_grad():
        for p, v in zip(net.parameters(), velocities, strict=True):
            v.mul_(0.9).add_(p.grad)
            p.add_(v, alpha=-0.1)
print("equal weight", torch.equal(net.weight, other.weight), "bias", torch.equal(net.bias, other.bias))
# --8<-- [end:answer]
