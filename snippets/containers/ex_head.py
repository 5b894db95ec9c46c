import torch
from torch import nn

from snippets.containers.chain import chain, weights

# --8<-- [start:answer]
torch.manual_seed(0)
net = chain()
body = net[:-1].requires_grad_(False)
new = nn.Sequential(body, nn.Linear(8, 10))
print(weights(new), tuple(new(torch.rand(2, 1, 4, 4)).shape))
print(sum(p.numel() for p in new.parameters() if p.requires_grad))
print(net[0].weight.requires_grad)
# --8<-- [end:answer]
