import warnings

import torch
from torch import nn

# --8<-- [start:fix]
net = nn.Linear(3, 2)
torch.save(net.state_dict(), "weights.pt")
print(net.load_state_dict(torch.load("weights.pt")))
# --8<-- [end:fix]

# --8<-- [start:fails]
torch.save(nn.Linear(3, 2).state_dict(), "weights.pt")
with warnings.catch_warnings(action="ignore"):
    torch.jit.load("weights.pt")
# --8<-- [end:fails]
