import torch
from torch import nn

# --8<-- [start:twice]
torch.manual_seed(0)
layer = nn.Linear(4, 4)
net = nn.Sequential(layer, nn.ReLU(), layer)
print("elements", sum(p.numel() for p in net.parameters()))
print(list(net.state_dict()))
# --8<-- [end:twice]
