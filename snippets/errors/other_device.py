import torch
from torch import nn

# --8<-- [start:fix]
net = nn.Linear(3, 2).to("meta")
x = torch.ones(1, 3).to(net.weight.device)
print(net(x).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, the pair of devices is in the text
net = nn.Linear(3, 2).to("meta")
net(torch.ones(1, 3))
# --8<-- [end:fails]
