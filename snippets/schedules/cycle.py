import torch
from torch import nn
from torch.optim import lr_scheduler

# --8<-- [start:cycle]
epochs, batches = 2, 5
optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=0.1)
scheduler = lr_scheduler.OneCycleLR(optimizer, max_lr=0.1, total_steps=epochs * batches)
for epoch in range(epochs):
    row = []
    for _ in range(batches):
        row.append(round(scheduler.get_last_lr()[0], 3))
        optimizer.step()
        # zh: 每个批量调用一次
        # en: called once per batch
        scheduler.step()
    print("epoch", epoch, "lr", row)
# --8<-- [end:cycle]

# --8<-- [start:fails]
# zh: 第 11 次调用，超过了 total_steps
# en: the 11th call, one more than total_steps
optimizer.step()
scheduler.step()
# --8<-- [end:fails]
