import torch
from torch import nn

# --8<-- [start:load]
from collections import OrderedDict

torch.manual_seed(0)
net = nn.Sequential(OrderedDict(fc1=nn.Linear(4, 8), act=nn.ReLU(), fc2=nn.Linear(8, 3)))
layers = OrderedDict(fc1=nn.Linear(4, 8), act=nn.ReLU())
longer = nn.Sequential(layers | {"drop": nn.Dropout(), "fc2": nn.Linear(8, 3)})
print(*longer.state_dict())
print(longer.load_state_dict(net.state_dict()))
# --8<-- [end:load]
