from torch import nn

# --8<-- [start:fix]
net = nn.Linear(3, 2)
state = nn.DataParallel(net).state_dict()
nn.modules.utils.consume_prefix_in_state_dict_if_present(state, "module.")
print(net.load_state_dict(state))
# --8<-- [end:fix]

# --8<-- [start:fix_compare]
# zh: 并排看两边的键，看是差一个前缀、差编号，还是整个不同
# en: put the keys side by side: does a prefix differ, the numbers, or everything?
theirs = nn.Sequential(nn.Flatten(), nn.Linear(3, 2)).state_dict()
print("file", list(theirs), "net", list(net.state_dict()))
print(net.load_state_dict({key.removeprefix("1."): value for key, value in theirs.items()}))
# --8<-- [end:fix_compare]

# --8<-- [start:fails]
net = nn.Linear(3, 2)
state = nn.DataParallel(net).state_dict()
net.load_state_dict(state)
# --8<-- [end:fails]
