import torch
from torch import nn

# --8<-- [start:named]
from collections import OrderedDict

torch.manual_seed(0)
layers = OrderedDict(fc1=nn.Linear(4, 8), act=nn.ReLU(), fc2=nn.Linear(8, 3))
net = nn.Sequential(layers)
net.append(nn.Linear(3, 3))
print(*net.state_dict(), sep="\n")
# --8<-- [end:named]

# --8<-- [start:edit]
torch.manual_seed(0)
net = nn.Sequential(nn.Flatten(), nn.Linear(4, 8), nn.Linear(8, 3))
print("[1:]  ", *net[1:].state_dict())
del net[0]
print("del   ", *net.state_dict())
net.insert(0, nn.ReLU())
print("insert", *net.state_dict())
# --8<-- [end:edit]
