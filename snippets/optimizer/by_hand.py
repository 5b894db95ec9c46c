# --8<-- [start:imports]
import copy

import torch
import torch.nn.functional as F
from torch import nn

# --8<-- [end:imports]
from snippets.optimizer.data import target, x

# --8<-- [start:update]
torch.manual_seed(0)
net = nn.Linear(2, 1)
other = copy.deepcopy(net)
# zh: 两个网络的权重相同，算出的梯度也相同
# en: both networks have the same weights, and so they get the same gradients
for each in net, other:
    loss = F.mse_loss(each(x), target)
    loss.backward()

lr = 0.1
with torch.no_grad():
    for p in net.parameters():
        # zh: 就地把 −lr 乘以梯度加到 p 上
        # en: adds −lr times the gradient to p, in place
        p.add_(p.grad, alpha=-lr)
# --8<-- [end:update]

# --8<-- [start:sgd]
optimizer = torch.optim.SGD(other.parameters(), lr=lr)
optimizer.step()

print("equal weight", torch.equal(net.weight, other.weight), "bias", torch.equal(net.bias, other.bias))
print(f"loss {loss.item():.4f} -> {F.mse_loss(net(x), target).item():.4f}")
# --8<-- [end:sgd]
