import torch
from torch import nn

# --8<-- [start:fix]
net = nn.Linear(3, 2)
torch.save(net.state_dict(), "net.pt")
print(net.load_state_dict(torch.load("net.pt")))
# --8<-- [end:fix]

# --8<-- [start:fails]
net = nn.Linear(3, 2)
torch.save(net, "net.pt")
torch.load("net.pt")
# --8<-- [end:fails]
