import torch
from torch import nn

# --8<-- [start:ParameterList]
weights = nn.ParameterList(torch.zeros(2) for _ in range(3))
print("keys", list(weights.state_dict()))
print("a parameter", isinstance(weights[0], nn.Parameter))
# --8<-- [end:ParameterList]

# --8<-- [start:ParameterDict]
weights = nn.ParameterDict({"scale": torch.ones(2), "shift": torch.zeros(2)})
print("keys", list(weights.state_dict()))
# --8<-- [end:ParameterDict]

# --8<-- [start:DataParallel]
net = nn.DataParallel(nn.Linear(4, 2))
print("keys", list(net.state_dict()))
# --8<-- [end:DataParallel]

# --8<-- [start:warns_Container]
layer = nn.Container(fc=nn.Linear(4, 2))
# --8<-- [end:warns_Container]
