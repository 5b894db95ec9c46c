import torch
from torch import nn

# --8<-- [start:fix]
# device: cpu, the scaler is one for the CPU
net = nn.Linear(3, 1)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
scaler = torch.amp.GradScaler("cpu")
with torch.autocast("cpu", dtype=torch.float16):
    loss = net(torch.ones(2, 3)).sum()
scaler.scale(loss).backward()
scaler.step(optimizer)
print(loss.dtype, net.weight.dtype)
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, the scaler is one for the CPU
net = nn.Linear(3, 1).half()
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
scaler = torch.amp.GradScaler("cpu")
scaler.scale(net(torch.ones(2, 3).half()).sum()).backward()
scaler.step(optimizer)
# --8<-- [end:fails]
