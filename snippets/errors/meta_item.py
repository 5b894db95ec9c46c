import torch
from torch import nn

# --8<-- [start:fix]
net = nn.Linear(3, 1)
print(type(net(torch.ones(2, 3)).mean().item()).__name__)
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, meta has no numbers anywhere
with torch.device("meta"):
    net, x = nn.Linear(3, 1), torch.ones(2, 3)
net(x).mean().item()
# --8<-- [end:fails]
