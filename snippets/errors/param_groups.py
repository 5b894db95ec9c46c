import torch
from torch import nn

# --8<-- [start:fix]
net = nn.Linear(3, 2)
optimizer = torch.optim.Adam(net.parameters())
checkpoint = {"model": net.state_dict(), "optimizer": optimizer.state_dict()}
optimizer.load_state_dict(checkpoint["optimizer"])
print(list(checkpoint["optimizer"]))
# --8<-- [end:fix]

# --8<-- [start:fails]
net = nn.Linear(3, 2)
optimizer = torch.optim.Adam(net.parameters())
checkpoint = {"model": net.state_dict(), "optimizer": optimizer.state_dict()}
optimizer.load_state_dict(checkpoint["model"])
# --8<-- [end:fails]
