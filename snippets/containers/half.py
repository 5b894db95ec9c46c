import torch
from torch import nn

from snippets.containers.chain import weights
from snippets.containers.stack import Stack


# --8<-- [start:changed]
def changed(net):
    layers = [*net.layers, net.head]
    before = [layer.weight.clone() for layer in layers]
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    net(torch.ones(1, 8)).square().mean().backward()
    optimizer.step()
    after = [layer.weight for layer in layers]
    return [not torch.equal(a, b) for a, b in zip(before, after)]
# --8<-- [end:changed]


# --8<-- [start:step]
torch.manual_seed(0)
net = Stack(depth=2)
print(changed(net))
# --8<-- [end:step]

# --8<-- [start:cure]
net.layers = nn.ModuleList(net.layers)
print(changed(net))
print(weights(net))
# --8<-- [end:cure]

# --8<-- [start:fails]
net.layers(torch.ones(1, 8))
# --8<-- [end:fails]
