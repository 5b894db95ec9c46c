import torch
from torch import nn

# --8<-- [start:times]
import copy

torch.manual_seed(0)
layer = nn.Linear(4, 4)
stacks = {
    "times": [layer] * 3,
    "deepcopy": [copy.deepcopy(layer) for _ in range(3)],
    "new": [nn.Linear(4, 4) for _ in range(3)],
}
for name, layers in stacks.items():
    net = nn.Sequential(*layers)
    count = sum(p.numel() for p in net.parameters())
    equal = torch.equal(net[0].weight, net[1].weight)
    print(f"{name:8}  elements {count}  equal weights {equal}")
# --8<-- [end:times]
