import torch
from torch import nn

from snippets.names.net import Net


# --8<-- [start:rename]
def rename(state, starts):
    renamed = {}
    for key, value in state.items():
        for old, new in starts.items():
            if key.startswith(old):
                key = new + key.removeprefix(old)
                break
        renamed[key] = value
    assert len(renamed) == len(state), "two keys have become one"
    return renamed
# --8<-- [end:rename]


# --8<-- [start:use]
torch.manual_seed(0)
trained, net = Net(), Net()
trained.head = nn.Sequential(nn.Linear(3, 2), nn.Dropout())

state = rename(trained.state_dict(), {"head.0.": "head."})
print(*state)
print(net.load_state_dict(state))
# --8<-- [end:use]
