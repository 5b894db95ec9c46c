import torch
from torch import nn

from snippets.containers.chain import chain, weights

# --8<-- [start:body]
torch.manual_seed(0)
net = chain()
x = torch.rand(2, 1, 4, 4)
body, rest = net[:2], net[2:]
print("body", weights(body), tuple(body(x).shape))
print("rest", weights(rest))
print("same layer", body[1] is net[1])
# --8<-- [end:body]

# --8<-- [start:head]
torch.manual_seed(0)
body = net[:-1].requires_grad_(False)
new = nn.Sequential(*body, nn.Linear(8, 10))
print("output", tuple(new(x).shape), weights(new))
print([name for name, p in new.named_parameters() if p.requires_grad])
# --8<-- [end:head]

# --8<-- [start:append]
torch.manual_seed(0)
net = chain()
rest = net[1:]
print(rest)
rest.append(nn.Tanh())
print(rest)
# --8<-- [end:append]
