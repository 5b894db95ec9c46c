import torch
import torch.nn.functional as F
from torch import nn


# --8<-- [start:data]
def make_points():
    x = torch.randn(100, 2)
    target = (x[:, 0] + x[:, 1] > 0).long()
    # zh: 五个样本的类别标错
    # en: five samples get the wrong class
    wrong = torch.tensor([3, 22, 41, 60, 88])
    target[wrong] = 1 - target[wrong]
    return x, target, wrong


def fit(net, x, target):
    optimizer = torch.optim.Adam(net.parameters(), lr=0.05)
    for step in range(60):
        optimizer.zero_grad()
        loss = F.cross_entropy(net(x), target)
        loss.backward()
        optimizer.step()
    return loss.item()


def make_net():
    return nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 2))
# --8<-- [end:data]
