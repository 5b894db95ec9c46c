import torch
from torch import nn

# --8<-- [start:shows]
# zh: 先创建优化器，再换掉最后一层：优化器里仍是旧的那一层
# en: the optimizer was created before the layer was replaced, and still has the old one
net = nn.Sequential(nn.Linear(3, 4), nn.Linear(4, 2))
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
net[1] = nn.Linear(4, 3)
before = {name: p.detach().clone() for name, p in net.named_parameters()}
net(torch.ones(2, 3)).sum().backward()
optimizer.step()
print("unchanged", [name for name, p in net.named_parameters() if torch.equal(p, before[name])])
# --8<-- [end:shows]

# --8<-- [start:fix]
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
optimizer.step()
print("unchanged", [name for name, p in net.named_parameters() if torch.equal(p, before[name])])
# --8<-- [end:fix]
