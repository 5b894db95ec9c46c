import torch
import torch.nn.functional as F
from torch import nn

from snippets.optimizer.data import target, x

# --8<-- [start:state]
torch.manual_seed(0)
net = nn.Linear(2, 1)
for name, optimizer in (
    ("SGD", torch.optim.SGD(net.parameters(), lr=0.1)),
    ("momentum", torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)),
    ("Adam", torch.optim.Adam(net.parameters(), lr=0.1)),
):
    optimizer.zero_grad()
    F.mse_loss(net(x), target).backward()
    optimizer.step()
    saved = optimizer.state_dict()
    print(name, list(saved), "lr", saved["param_groups"][0]["lr"], "params", saved["param_groups"][0]["params"])
    for index, kept in saved["state"].items():
        print("  parameter", index, "keeps", list(kept))
# --8<-- [end:state]
