import torch
from torch import nn

from snippets.wrappers.net import Net

# --8<-- [start:imports]
from torch.nn.modules.utils import consume_prefix_in_state_dict_if_present

# --8<-- [end:imports]

# --8<-- [start:file]
# device: traced
torch.manual_seed(0)
trained = nn.DataParallel(torch.compile(Net(), backend="eager"))
torch.save(trained.state_dict(), "wrapped.pt")
print(*trained.state_dict())
# --8<-- [end:file]

# --8<-- [start:answer]
torch.manual_seed(0)
net = Net()
state = torch.load("wrapped.pt")
prefixes = ("module.", "_orig_mod.")
while next(iter(state)).startswith(prefixes):
    for prefix in prefixes:
        consume_prefix_in_state_dict_if_present(state, prefix)
print(net.load_state_dict(state))
# --8<-- [end:answer]
