import torch
from torch import nn

from snippets.names.net import Net

# --8<-- [start:imports]
from torch.nn.modules.utils import consume_prefix_in_state_dict_if_present

# --8<-- [end:imports]

# --8<-- [start:consume]
torch.manual_seed(0)
trained, net = nn.DataParallel(Net()), Net()
state = trained.state_dict()
consume_prefix_in_state_dict_if_present(state, "module.")
print(*state)
print(net.load_state_dict(state))
# --8<-- [end:consume]
