import torch
from torch import nn

# --8<-- [start:load]
from collections import OrderedDict

torch.manual_seed(0)
layers = OrderedDict(fc1=nn.Linear(4, 8), act=nn.ReLU(), fc2=nn.Linear(8, 3))
net = nn.Sequential(layers)
layers = OrderedDict(
    fc1=nn.Linear(4, 8), act=nn.ReLU(), drop=nn.Dropout(), fc2=nn.Linear(8, 3)
)
longer = nn.Sequential(layers)
print(*longer.state_dict())
print(longer.load_state_dict(net.state_dict()))
# --8<-- [end:load]
