import torch
from torch import nn

from snippets.devices.pick import device

# --8<-- [start:load]
torch.manual_seed(0)
trained = nn.Linear(2, 1)
torch.save(trained.state_dict(), "net.pt")

net = nn.Linear(2, 1).to(device)
state = torch.load("net.pt", map_location="cpu")
net.load_state_dict(state)
print("in the file:", state["weight"].device)
print("net on device:", net.weight.device.type == device.type)
print("same weights:", torch.equal(net.weight.cpu(), trained.weight))
# --8<-- [end:load]
