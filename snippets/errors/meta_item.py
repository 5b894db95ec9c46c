import torch
from torch import nn

# --8<-- [start:fix]
net = nn.Linear(3, 1)
print(type(net(torch.ones(2, 3)).mean().item()).__name__)
# --8<-- [end:fix]

# --8<-- [start:fix_init]
with torch.device("meta"):
    rates = [rate.item() for rate in torch.linspace(0, 0.5, 3, device="cpu")]
    net = nn.Sequential(*(nn.Dropout(rate) for rate in rates), nn.Linear(3, 1))
print(rates, net[-1].weight.is_meta)
# --8<-- [end:fix_init]

# --8<-- [start:fails]
# device: cpu, meta has no numbers anywhere
with torch.device("meta"):
    net, x = nn.Linear(3, 1), torch.ones(2, 3)
net(x).mean().item()
# --8<-- [end:fails]
