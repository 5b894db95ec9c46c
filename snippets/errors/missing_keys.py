from torch import nn

# --8<-- [start:fix]
net = nn.Linear(3, 2)
state = nn.DataParallel(net).state_dict()
nn.modules.utils.consume_prefix_in_state_dict_if_present(state, "module.")
print(net.load_state_dict(state))
# --8<-- [end:fix]

# --8<-- [start:fails]
net = nn.Linear(3, 2)
state = nn.DataParallel(net).state_dict()
net.load_state_dict(state)
# --8<-- [end:fails]
