import torch
from torch import nn

# --8<-- [start:fix]
net = nn.Module()
net.register_buffer("mean", torch.zeros(3))
print(list(net.state_dict()))
# --8<-- [end:fix]

# --8<-- [start:fails]
net = nn.Module()
net.mean = None
net.register_buffer("mean", torch.zeros(3))
# --8<-- [end:fails]
