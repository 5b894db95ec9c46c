import torch
from torch import nn

# --8<-- [start:warns]
optimizer = torch.optim.SGD([nn.Parameter(torch.ones(3))], lr=0.1)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=1)
scheduler.step()
# --8<-- [end:warns]

# --8<-- [start:fix]
optimizer = torch.optim.SGD([nn.Parameter(torch.ones(3))], lr=0.1)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=1)
optimizer.step()
scheduler.step()
print(round(scheduler.get_last_lr()[0], 4))
# --8<-- [end:fix]

# --8<-- [start:fix_scaler]
# device: cpu, the scaler is one for the CPU
# zh: GradScaler 的第一步常常溢出而跳过：缩放系数变小，就是跳过了
# en: the first step of GradScaler is often skipped for an overflow: then its scale falls
net = nn.Linear(1, 1)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=1)
scaler = torch.amp.GradScaler("cpu")
for factor in (1e38, 1.0):
    optimizer.zero_grad()
    scaler.scale(factor * net(torch.ones(1, 1)).sum()).backward()
    scale = scaler.get_scale()
    scaler.step(optimizer)
    scaler.update()
    if scaler.get_scale() >= scale:
        scheduler.step()
    print("scale", scaler.get_scale(), "lr", round(scheduler.get_last_lr()[0], 4))
# --8<-- [end:fix_scaler]
