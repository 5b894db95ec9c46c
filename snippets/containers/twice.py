import torch
from torch import nn

# --8<-- [start:twice]
torch.manual_seed(0)
layer = nn.Linear(4, 4)
net = nn.Sequential(layer, nn.ReLU(), layer)
print(sum(p.numel() for p in net.parameters()))
print(list(net.state_dict()))
# --8<-- [end:twice]

# --8<-- [start:times]
torch.manual_seed(0)
same = nn.Sequential(*[nn.Linear(4, 4)] * 3)
three = nn.Sequential(*[nn.Linear(4, 4) for _ in range(3)])
for net in (same, three):
    print(len(net), sum(p.numel() for p in net.parameters()))
# --8<-- [end:times]
