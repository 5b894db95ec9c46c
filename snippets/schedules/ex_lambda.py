import torch
from torch import nn
from torch.optim import lr_scheduler

# --8<-- [start:answer]
def factor(epoch):
    # zh: 前 5 轮从 0.2 倍升到 1 倍，以后与 epoch 的平方根成反比
    # en: from 0.2 to 1 in five epochs, then inversely proportional to the square root
    return (epoch + 1) / 5 if epoch < 5 else (5 / (epoch + 1)) ** 0.5


optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=0.1)
scheduler = lr_scheduler.LambdaLR(optimizer, factor)
values = []
for _ in range(20):
    values.append(round(scheduler.get_last_lr()[0], 3))
    optimizer.step()
    scheduler.step()
print(values[:6])
print("epoch 19", values[19])
# --8<-- [end:answer]
