import torch
from torch import nn

# --8<-- [start:fix]
net = nn.Linear(3, 2)
torch.save({"epoch": 5, "model": net.state_dict()}, "checkpoint.pt")
checkpoint = torch.load("checkpoint.pt")
print(list(checkpoint))
print(net.load_state_dict(checkpoint["model"]))
# --8<-- [end:fix]

# --8<-- [start:fails]
net = nn.Linear(3, 2)
torch.save({"epoch": 5, "model": net.state_dict()}, "checkpoint.pt")
net.load_state_dict(torch.load("checkpoint.pt"))
# --8<-- [end:fails]
