import torch
from torch import nn

# --8<-- [start:fix]
torch.save(nn.Linear(3, 2).state_dict(), "net.pt")
net = nn.Linear(3, 2)
net.load_state_dict(torch.load("net.pt"))
print(net(torch.ones(1, 3)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
torch.save(nn.Linear(3, 2).state_dict(), "net.pt")
net = torch.load("net.pt")
net(torch.ones(1, 3))
# --8<-- [end:fails]
