import torch
from torch import nn
import torch.nn.functional as F


# --8<-- [start:train]
def ten_steps(rule):
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
    for layer in (net[0], net[2]):
        rule(layer.weight)
        nn.init.zeros_(layer.bias)
    x = torch.rand(64, 2)
    target = x[:, :1] * x[:, 1:]
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    for _ in range(10):
        optimizer.zero_grad()
        F.mse_loss(net(x), target).backward()
        optimizer.step()
    return net
# --8<-- [end:train]


# --8<-- [start:equal]
torch.manual_seed(0)
net = ten_steps(lambda w: nn.init.constant_(w, 0.5))
for row in net[0].weight.tolist():
    print("constant", *(f"{value:.2f}" for value in row))

net = ten_steps(nn.init.zeros_)
for name, p in net.named_parameters():
    print("zeros", name, "has a gradient:", p.grad.any().item())
# --8<-- [end:equal]
