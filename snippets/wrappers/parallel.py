import torch
from torch import nn

from snippets.wrappers.net import Net

# --8<-- [start:keys]
torch.manual_seed(0)
net = Net()
parallel = nn.DataParallel(net)
print("parallel       ", *parallel.state_dict())
print("net            ", *net.state_dict())
print("parallel.module", *parallel.module.state_dict())
print("same network:", parallel.module is net)
# --8<-- [end:keys]

# --8<-- [start:fails]
parallel.head
# --8<-- [end:fails]
