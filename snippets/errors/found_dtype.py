import torch
from torch import nn

# --8<-- [start:fix]
net, x = nn.Linear(3, 1), torch.ones(4, 3)
target = torch.zeros(4, 1, dtype=torch.float64)
loss = nn.HuberLoss()(net(x), target.float())
loss.backward()
print(loss.dtype, net.weight.grad.dtype)
# --8<-- [end:fix]

# --8<-- [start:fails]
net, x = nn.Linear(3, 1), torch.ones(4, 3)
target = torch.zeros(4, 1, dtype=torch.float64)
loss = nn.HuberLoss()(net(x), target)
loss.backward()
# --8<-- [end:fails]
