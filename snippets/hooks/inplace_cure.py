import torch
from torch import nn


# --8<-- [start:cure]
def catch(module, args, output):
    output.register_hook(lambda grad: print("gradient", tuple(grad.shape)))


net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(inplace=True))
net[0].register_forward_hook(catch)
net(torch.rand(5, 3)).sum().backward()
# --8<-- [end:cure]
