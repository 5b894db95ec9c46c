import torch
import torch.nn.functional as F
from torch import nn

from snippets.optimizer.data import target, x

# --8<-- [start:state]
torch.manual_seed(0)
net = nn.Linear(2, 1)
for optimizer in (
    torch.optim.SGD(net.parameters(), lr=0.1),
    torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9),
    torch.optim.Adam(net.parameters(), lr=0.1),
):
    optimizer.zero_grad()
    F.mse_loss(net(x), target).backward()
    optimizer.step()
    state = optimizer.state_dict()
    print(list(state), state["param_groups"][0]["lr"], state["param_groups"][0]["params"])
    print({index: list(entry) for index, entry in state["state"].items()})
# --8<-- [end:state]
