import torch
from torch import nn

# --8<-- [start:by-name]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Linear(4, 1))
decay, no_decay = [], []
for name, p in net.named_parameters():
    (decay if p.ndim > 1 else no_decay).append((name, p))

optimizer = torch.optim.AdamW(
    [{"params": decay}, {"params": no_decay, "weight_decay": 0.0}],
    lr=0.001,
    weight_decay=0.1,
)
for group in optimizer.param_groups:
    print("weight_decay", group["weight_decay"], group["param_names"])
# --8<-- [end:by-name]
