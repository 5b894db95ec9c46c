import torch
from torch import nn
from torch.nn.modules.utils import consume_prefix_in_state_dict_if_present

# --8<-- [start:replace]
torch.manual_seed(0)
net = nn.ModuleDict({"module": nn.Linear(4, 3), "submodule": nn.Linear(3, 2)})
state = nn.DataParallel(net).state_dict()
print("replace:", *(key.replace("module.", "") for key in state))

consume_prefix_in_state_dict_if_present(state, "module.")
print("consume:", *state)
# --8<-- [end:replace]
