import torch
from torch import nn

# --8<-- [start:fix]
net = nn.Linear(3, 1)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=2)
for epoch in range(3):
    optimizer.step()
    scheduler.step()
saved = {"optimizer": optimizer.state_dict(), "scheduler": scheduler.state_dict()}
# zh: 继续训练：重新创建，再读取两者的状态
# en: to resume: create both again, then load both states
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=2)
optimizer.load_state_dict(saved["optimizer"])
scheduler.load_state_dict(saved["scheduler"])
print(scheduler.last_epoch, round(optimizer.param_groups[0]["lr"], 4))
# --8<-- [end:fix]

# --8<-- [start:fails]
optimizer = torch.optim.SGD(nn.Linear(3, 1).parameters(), lr=0.1)
torch.optim.lr_scheduler.StepLR(optimizer, step_size=2, last_epoch=3)
# --8<-- [end:fails]
