import torch
from torch import nn
from torch.optim import lr_scheduler

# --8<-- [start:plateau]
optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=0.1)
scheduler = lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.1, patience=2)
# zh: 假定验证集上的损失依次是这些数
# en: suppose that these are the losses on the validation set, one per epoch
for epoch, loss in enumerate([0.9, 0.7, 0.6, 0.61, 0.62, 0.6, 0.58]):
    optimizer.step()
    scheduler.step(loss)
    print("epoch", epoch, "loss", loss, "lr after it", round(scheduler.get_last_lr()[0], 4))
# --8<-- [end:plateau]
