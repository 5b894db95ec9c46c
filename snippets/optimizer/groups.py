import torch
from torch import nn

# --8<-- [start:groups]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1))
optimizer = torch.optim.SGD(
    [
        {"params": net[0].parameters(), "lr": 0.01},
        {"params": net[2].parameters()},
    ],
    lr=0.1,
    momentum=0.9,
)
for group in optimizer.param_groups:
    print("parameters", len(group["params"]), "lr", group["lr"], "momentum", group["momentum"])
# --8<-- [end:groups]
