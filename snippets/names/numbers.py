import torch
from torch import nn

# --8<-- [start:keys]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))
print(*net.state_dict(), sep="\n")
# --8<-- [end:keys]

# --8<-- [start:fails]
torch.manual_seed(0)
longer = nn.Sequential(
    nn.Linear(4, 8), nn.ReLU(), nn.Dropout(), nn.Linear(8, 3)
)
longer.load_state_dict(net.state_dict())
# --8<-- [end:fails]
