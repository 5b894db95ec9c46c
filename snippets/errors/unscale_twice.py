import torch
from torch import nn

# --8<-- [start:fix]
# device: cpu, the scaler is one for the CPU
net = nn.Linear(3, 1)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
scaler = torch.amp.GradScaler("cpu")
for micro_batch in range(2):
    scaler.scale(net(torch.ones(2, 3)).sum() / 2).backward()
scaler.unscale_(optimizer)
norm = nn.utils.clip_grad_norm_(net.parameters(), 1.0)
scaler.step(optimizer)
scaler.update()
print("norm before clipping", round(norm.item(), 4))
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, the scaler is one for the CPU
net = nn.Linear(3, 1)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
scaler = torch.amp.GradScaler("cpu")
for micro_batch in range(2):
    scaler.scale(net(torch.ones(2, 3)).sum() / 2).backward()
    scaler.unscale_(optimizer)
# --8<-- [end:fails]
