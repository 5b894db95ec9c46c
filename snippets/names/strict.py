import torch
from torch import nn

from snippets.names.net import Net

# --8<-- [start:silent]
torch.manual_seed(0)
trained, net = nn.DataParallel(Net()), Net()
result = net.load_state_dict(trained.state_dict(), strict=False)
print("same weights:", torch.equal(net.head.weight, trained.module.head.weight))
print("missing", len(result.missing_keys))
print("unexpected", len(result.unexpected_keys))
# --8<-- [end:silent]
