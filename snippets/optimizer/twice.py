import torch
import torch.nn.functional as F
from torch import nn

from snippets.optimizer.data import target, x

# --8<-- [start:twice]
torch.manual_seed(0)
net = nn.Linear(2, 1)
before = net.weight.detach().clone()
F.mse_loss(net(x), target).backward()

with torch.no_grad():
    for p in net.parameters():
        p -= 0.1 * p.grad
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
optimizer.step()

moved = (before - net.weight.detach()) / (0.1 * net.weight.grad)
print("moved", [round(ratio, 2) for ratio in moved.flatten().tolist()])
# --8<-- [end:twice]
