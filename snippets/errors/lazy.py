import torch
from torch import nn

# --8<-- [start:fix]
net = nn.Sequential(nn.Flatten(), nn.LazyLinear(10))
net(torch.zeros(1, 1, 28, 28))
print(sum(p.numel() for p in net.parameters()))
# --8<-- [end:fix]

# --8<-- [start:fails]
net = nn.Sequential(nn.Flatten(), nn.LazyLinear(10))
sum(p.numel() for p in net.parameters())
# --8<-- [end:fails]
