import torch
from torch import nn

from snippets.init.deep import rules

# --8<-- [start:build]
import torch.nn.functional as F


def build(rule):
    layers = []
    for i in range(10):
        linear = nn.Linear(32 if i else 2, 32)
        if rule is not None:
            rule(linear.weight)
            nn.init.zeros_(linear.bias)
        layers += [linear, nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(32, 2))
# --8<-- [end:build]


# --8<-- [start:train]
def train(net):
    torch.manual_seed(0)
    x = torch.rand(256, 2) * 2 - 1
    # zh: 类别 1：两个坐标同号
    # en: class 1: both coordinates have the same sign
    target = (x[:, 0] * x[:, 1] > 0).long()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    for _ in range(100):
        optimizer.zero_grad()
        loss = F.cross_entropy(net(x), target)
        loss.backward()
        optimizer.step()
    return loss.item()


trained = rules | {"large": lambda w: nn.init.normal_(w, std=0.6)}
for name, rule in trained.items():
    torch.manual_seed(0)
    print(name, f"loss {train(build(rule)):.1f}")
# --8<-- [end:train]
