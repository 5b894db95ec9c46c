import torch
from torch import nn

from snippets.names.net import Net

# --8<-- [start:keys]
torch.manual_seed(0)
net = Net()
parallel = nn.DataParallel(net)
print(list(parallel.state_dict())[:3])
print(list(net.state_dict())[:3])
print(parallel.module is net)
# --8<-- [end:keys]

# --8<-- [start:fails]
parallel.head
# --8<-- [end:fails]
