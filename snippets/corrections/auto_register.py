import torch
from torch import nn

# --8<-- [start:proof]
net = nn.Module()
net.a = nn.Parameter(torch.ones(2))
net.b = nn.Parameter(torch.ones(2)) * 2
net.c = [nn.Parameter(torch.ones(2))]
print([name for name, _ in net.named_parameters()])
# --8<-- [end:proof]
