import torch
from torch import nn

# --8<-- [start:build]
import torch.nn.functional as F


def build(normalise):
    layers = []
    for i in range(10):
        layers.append(nn.Linear(32 if i else 2, 32, bias=not normalise))
        if normalise:
            layers.append(nn.BatchNorm1d(32))
        layers.append(nn.ReLU())
    return nn.Sequential(*layers, nn.Linear(32, 2))
# --8<-- [end:build]


# --8<-- [start:train]
def train(net, lr):
    torch.manual_seed(0)
    x = torch.rand(256, 2) * 2 - 1
    # zh: 类别 1：两个坐标同号
    # en: class 1: both coordinates have the same sign
    target = (x[:, 0] * x[:, 1] > 0).long()
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    for _ in range(100):
        optimizer.zero_grad()
        loss = F.cross_entropy(net(x), target)
        loss.backward()
        optimizer.step()
    return loss.item()


for normalise in (False, True):
    for lr in (0.01, 0.05, 0.2):
        torch.manual_seed(0)
        loss = train(build(normalise), lr)
        print("BatchNorm:", normalise, "lr", lr, f"loss {loss:.1f}")
# --8<-- [end:train]
