import torch
from torch import nn

# --8<-- [start:warns]
net = nn.Sequential(nn.Linear(3, 2), nn.ReLU())
net.register_backward_hook(lambda module, grad_in, grad_out: None)
y = net(torch.ones(1, 3))
# --8<-- [end:warns]

# --8<-- [start:fix]
net = nn.Sequential(nn.Linear(3, 2), nn.ReLU())
net.register_full_backward_hook(lambda module, grad_in, grad_out: print(grad_in[0].shape))
net(torch.ones(1, 3, requires_grad=True)).sum().backward()
# --8<-- [end:fix]
