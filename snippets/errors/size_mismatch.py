from torch import nn

# --8<-- [start:fix]
state = nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 1000)).state_dict()
net = nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 10))
kept = {name: value for name, value in state.items() if not name.startswith("1.")}
print(net.load_state_dict(kept, strict=False))
# --8<-- [end:fix]

# --8<-- [start:fails]
state = nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 1000)).state_dict()
net = nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 10))
net.load_state_dict(state)
# --8<-- [end:fails]
