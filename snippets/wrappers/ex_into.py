import torch
from torch import nn

from snippets.wrappers.net import Net

# --8<-- [start:file]
torch.manual_seed(0)
torch.save(nn.DataParallel(Net()).state_dict(), "parallel.pt")
# --8<-- [end:file]

# --8<-- [start:answer]
torch.manual_seed(0)
net = Net()
state = torch.load("parallel.pt")
print(nn.DataParallel(net).load_state_dict(state))
print("same weights:", torch.equal(net.head.weight, state["module.head.weight"]))
# --8<-- [end:answer]
