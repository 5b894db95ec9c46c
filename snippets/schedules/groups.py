import torch
from torch import nn
from torch.optim import lr_scheduler

# --8<-- [start:groups]
torch.manual_seed(0)
body = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 4))
head = nn.Linear(4, 1)
optimizer = torch.optim.SGD(
    [
        {"params": body.parameters(), "lr": 0.001},
        {"params": head.parameters(), "lr": 0.1},
    ]
)
scheduler = lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.5)
for epoch in range(3):
    print("epoch", epoch, "lr of body and head", scheduler.get_last_lr())
    optimizer.step()
    scheduler.step()
# --8<-- [end:groups]

# --8<-- [start:add]
extra = nn.Linear(4, 1)
optimizer = torch.optim.AdamW(head.parameters(), lr=0.01)
optimizer.add_param_group({"params": extra.parameters(), "lr": 0.02})
for group in optimizer.param_groups:
    print("lr", group["lr"], "weight_decay", group["weight_decay"], "elements", sum(p.numel() for p in group["params"]))
# --8<-- [end:add]

# --8<-- [start:fails]
groups = [
    {"params": body.parameters(), "lr": 0.001},
    {"params": body[2].parameters(), "lr": 0.01},
]
torch.optim.SGD(groups)
# --8<-- [end:fails]
