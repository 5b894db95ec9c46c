import torch
from torch import nn

# --8<-- [start:fails]
net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(inplace=True))
net[0].register_full_backward_hook(lambda *args: None)
net(torch.rand(5, 3, requires_grad=True))
# --8<-- [end:fails]
