from collections import OrderedDict

import torch
from torch import nn

# --8<-- [start:nets]
torch.manual_seed(0)
old = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))
layers = OrderedDict(fc1=nn.Linear(4, 8), act=nn.ReLU(), fc2=nn.Linear(8, 3))
net = nn.Sequential(layers)
# --8<-- [end:nets]

# --8<-- [start:answer]
names = {"0": "fc1", "2": "fc2"}
state = {}
for key, value in old.state_dict().items():
    layer, _, rest = key.partition(".")
    state[f"{names[layer]}.{rest}"] = value
print(net.load_state_dict(state))
# --8<-- [end:answer]
