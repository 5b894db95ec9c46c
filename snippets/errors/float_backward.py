import torch
from torch import nn

# --8<-- [start:fix]
net = nn.Linear(3, 1)
loss = net(torch.ones(2, 3)).mean()
loss.backward()
print(type(loss.item()).__name__, net.weight.grad.shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
net = nn.Linear(3, 1)
loss = net(torch.ones(2, 3)).mean().item()
loss.backward()
# --8<-- [end:fails]
