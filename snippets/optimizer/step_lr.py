import torch
import torch.nn.functional as F
from torch import nn

from snippets.optimizer.data import target, x

# --8<-- [start:epochs]
torch.manual_seed(0)
net = nn.Linear(2, 1)
optimizer = torch.optim.SGD(net.parameters(), lr=0.2)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=2, gamma=0.5)

for epoch in range(6):
    # zh: 一轮有两个批量，每个批量更新一次
    # en: an epoch has two batches, with one update for each
    for part, wanted in zip(x.split(2), target.split(2), strict=True):
        optimizer.zero_grad()
        loss = F.mse_loss(net(part), wanted)
        loss.backward()
        optimizer.step()
    print("epoch", epoch, "lr", scheduler.get_last_lr()[0])
    # zh: 一轮结束，调度器把轮数加 1
    # en: at the end of the epoch, the scheduler counts one more
    scheduler.step()
# --8<-- [end:epochs]
