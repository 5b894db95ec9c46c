import torch
from torch import nn

# --8<-- [start:half]
torch.manual_seed(0)
trained = nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 3))
net = nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 5))
try:
    net.load_state_dict(trained.state_dict(), strict=False)
except RuntimeError as error:
    print(error)
print("first layer loaded:", torch.equal(net[0].weight, trained[0].weight))
# --8<-- [end:half]

# --8<-- [start:part]
state = trained.state_dict()
del state["1.weight"], state["1.bias"]
print(net.load_state_dict(state, strict=False))
# --8<-- [end:part]
