import torch
from torch import nn

from snippets.containers.chain import weights
from snippets.containers.residual import Residual


# --8<-- [start:moved]
def moved(net):
    layers = [net.stem, *net.hidden]
    before = [layer.weight.clone() for layer in layers]
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    net(torch.ones(1, 4)).sum().backward()
    optimizer.step()
    after = [layer.weight for layer in layers]
    return [not torch.equal(a, b) for a, b in zip(before, after)]
# --8<-- [end:moved]


# --8<-- [start:step]
torch.manual_seed(0)
net = Residual()
print(moved(net))
# --8<-- [end:step]

# --8<-- [start:cure]
net.hidden = nn.ModuleList(net.hidden)
print(moved(net))
print(weights(net))
# --8<-- [end:cure]

# --8<-- [start:fails]
net.hidden(torch.ones(1, 8))
# --8<-- [end:fails]
