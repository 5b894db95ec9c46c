import torch
from torch import nn

# --8<-- [start:warns]
state = nn.Linear(3, 2).state_dict()
with torch.device("meta"):
    net = nn.Linear(3, 2)
net.load_state_dict(state)
print(net.weight.is_meta)
# --8<-- [end:warns]

# --8<-- [start:fix]
with torch.device("meta"):
    net = nn.Linear(3, 2)
net.load_state_dict(state, assign=True)
print(net.weight.is_meta, net(torch.ones(1, 3)).shape)
# --8<-- [end:fix]

# --8<-- [start:fix_order]
with torch.device("meta"):
    net = nn.Linear(3, 2)
net.to_empty(device=state["weight"].device)
net.load_state_dict(state)
print(torch.equal(net.weight, state["weight"]))
# --8<-- [end:fix_order]
