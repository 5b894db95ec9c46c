# --8<-- [start:imports]
import torch
from torch import nn

# --8<-- [end:imports]

from snippets.devices.pick import device

# --8<-- [start:parallel]
torch.manual_seed(0)
net = nn.Linear(2, 1).to(device)
parallel = nn.DataParallel(net)
x = torch.ones(6, 2, device=device)
print("same output:", torch.equal(parallel(x), net(x)))
# --8<-- [end:parallel]
