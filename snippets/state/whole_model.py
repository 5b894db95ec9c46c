import torch
from torch import nn

# --8<-- [start:fails]
torch.manual_seed(0)
net = nn.Linear(3, 2)
torch.save(net, "layer.pt")
torch.load("layer.pt")
# --8<-- [end:fails]
