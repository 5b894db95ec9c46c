import torch

from snippets.module.mlp import MLP

# --8<-- [start:once]
torch.manual_seed(0)
net = MLP()
parameters = net.parameters()
first = torch.optim.SGD(parameters, lr=0.1)
print("left for a second optimizer:", len(list(parameters)))

parameters = list(net.parameters())
first = torch.optim.SGD(parameters, lr=0.1)
print("in a list there are still:", len(parameters))
# --8<-- [end:once]
