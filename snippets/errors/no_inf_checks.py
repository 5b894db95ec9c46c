import torch
from torch import nn

# --8<-- [start:fix]
# device: cpu, the scaler is one for the CPU
net = nn.Linear(3, 1)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
scaler = torch.amp.GradScaler("cpu")
scaler.scale(net(torch.ones(2, 3)).sum()).backward()
scaler.step(optimizer)
scaler.update()
print(net.weight.grad.shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, the scaler is one for the CPU
net, other = nn.Linear(3, 1), nn.Linear(3, 1)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
scaler = torch.amp.GradScaler("cpu")
scaler.scale(other(torch.ones(2, 3)).sum()).backward()
scaler.step(optimizer)
# --8<-- [end:fails]
