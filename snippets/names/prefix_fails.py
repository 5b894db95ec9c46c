import torch
from torch import nn

from snippets.names.net import Net

# --8<-- [start:fails]
torch.manual_seed(0)
trained = nn.DataParallel(Net())
torch.save(trained.state_dict(), "parallel.pt")

net = Net()
state = torch.load("parallel.pt")
net.load_state_dict(state)
# --8<-- [end:fails]
