import torch
import torch.nn.functional as F
from torch import nn

from snippets.optimizer.data import target, x

# --8<-- [start:rebind]
torch.manual_seed(0)
net = nn.Linear(2, 1)
before = net.weight.tolist()
F.mse_loss(net(x), target).backward()

for p in net.parameters():
    p = p - 0.1 * p.grad
print("weight unchanged", net.weight.tolist() == before)
print("p is net.bias", p is net.bias)
# --8<-- [end:rebind]

# --8<-- [start:fails]
for p in net.parameters():
    p -= 0.1 * p.grad
# --8<-- [end:fails]
