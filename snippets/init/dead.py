import torch
from torch import nn
import torch.nn.functional as F


# --8<-- [start:dead]
@torch.no_grad()
def dead(net, x):
    masks = []
    for layer in net:
        x = layer(x)
        if isinstance(layer, nn.ReLU):
            # zh: (64, 32) → (32,)：对每个样本都输出 0 的单元
            # en: (64, 32) → (32,): the units that are 0 for each sample
            masks.append((x == 0).all(0))
    return masks


def step(net, x, target, optimizer):
    optimizer.zero_grad()
    F.mse_loss(net(x), target).backward()
    optimizer.step()
# --8<-- [end:dead]


# --8<-- [start:die]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(16, 32), nn.ReLU(), nn.Linear(32, 1))
for layer in (net[0], net[2]):
    nn.init.uniform_(layer.weight)
    nn.init.zeros_(layer.bias)
x = torch.rand(64, 16)
target = x.sum(1, keepdim=True)
optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
for i in range(4):
    print("after", i, "steps:", dead(net, x)[0].sum().item(), "of 32 dead")
    step(net, x, target, optimizer)
# --8<-- [end:die]

# --8<-- [start:back]
torch.manual_seed(0)
net = nn.Sequential(
    nn.Linear(16, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 1)
)
for layer in net[::2]:
    nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
    nn.init.zeros_(layer.bias)
x = torch.rand(64, 16)
target = torch.sin(3 * x.sum(1, keepdim=True))
before = dead(net, x)
optimizer = torch.optim.SGD(net.parameters(), lr=0.05)
for _ in range(300):
    step(net, x, target, optimizer)
for number, (old, new) in enumerate(zip(before, dead(net, x)), 1):
    print("layer", number, "dead", old.sum().item(), "came back", (old & ~new).sum().item())
# --8<-- [end:back]
