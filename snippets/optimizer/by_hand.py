# --8<-- [start:imports]
import copy

import torch
import torch.nn.functional as F
from torch import nn

# --8<-- [end:imports]

from snippets.optimizer.data import target, x

# --8<-- [start:twins]
torch.manual_seed(0)
net = nn.Linear(2, 1)
other = copy.deepcopy(net)
for each in net, other:
    loss = F.mse_loss(each(x), target)
    loss.backward()
# --8<-- [end:twins]

# --8<-- [start:update]
lr = 0.1
with torch.no_grad():
    for p in net.parameters():
        # zh: p 加上 −lr 倍的梯度，就地改
        # en: add −lr times the gradient to p, in place
        p.add_(p.grad, alpha=-lr)
# --8<-- [end:update]

# --8<-- [start:sgd]
optimizer = torch.optim.SGD(other.parameters(), lr=lr)
optimizer.step()

print(torch.equal(net.weight, other.weight), torch.equal(net.bias, other.bias))
print(f"{loss.item():.4f} -> {F.mse_loss(net(x), target).item():.4f}")
# --8<-- [end:sgd]
