import torch
from torch import nn

from snippets.containers.chain import chain, weights

# --8<-- [start:body]
torch.manual_seed(0)
net = chain()
body, head = net[:3], net[3:]
print(tuple(body(torch.rand(2, 1, 4, 4)).shape))
print(body[0] is net[0])
print(weights(head))
# --8<-- [end:body]

# --8<-- [start:append]
torch.manual_seed(0)
print(head.append(nn.Linear(3, 2)))
# --8<-- [end:append]

# --8<-- [start:unpack]
torch.manual_seed(0)
head = nn.Sequential(*net[3:], nn.Linear(3, 2))
print(weights(head), tuple(head(torch.ones(1, 45)).shape))
# --8<-- [end:unpack]
