import torch
from torch import nn

from snippets.names.net import Net

# --8<-- [start:imports]
from torch.nn.modules.utils import consume_prefix_in_state_dict_if_present

# --8<-- [end:imports]

# --8<-- [start:silent]
torch.manual_seed(0)
trained = nn.DataParallel(Net())
net, state = Net(), trained.state_dict()

result = net.load_state_dict(state, strict=False)
print(torch.equal(net.head.weight, trained.module.head.weight))
print(len(result.missing_keys), len(result.unexpected_keys))
# --8<-- [end:silent]

# --8<-- [start:consume]
consume_prefix_in_state_dict_if_present(state, "module.")
print(net.load_state_dict(state))
print(torch.equal(net.head.weight, trained.module.head.weight))
# --8<-- [end:consume]
