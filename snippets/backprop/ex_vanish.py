import torch
from torch import nn


# --8<-- [start:net]
def gradients(activation):
    torch.manual_seed(0)
    layers = []
    for _ in range(8):
        layers += [nn.Linear(16, 16), activation()]
    net = nn.Sequential(*layers, nn.Linear(16, 1))
    net(torch.rand(32, 16)).mean().backward()
    return net
# --8<-- [end:net]


# --8<-- [start:answer]
for activation in (nn.Sigmoid, nn.ReLU):
    net = gradients(activation)
    norms = [layer.weight.grad.norm().item() for layer in net if isinstance(layer, nn.Linear)]
    print(f"{activation.__name__:8} first {norms[0]:.0e}  last {norms[-1]:.0e}")
# --8<-- [end:answer]
