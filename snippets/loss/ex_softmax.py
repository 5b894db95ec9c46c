import torch
import torch.nn.functional as F
from torch import nn


# --8<-- [start:train]
def train(net, x, target, steps=100):
    optimizer = torch.optim.SGD(net.parameters(), lr=1.0)
    for _ in range(steps):
        loss = F.cross_entropy(net(x), target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"loss {loss.item():.2f}")
    print("predicted", net(x).argmax(dim=1).tolist())
# --8<-- [end:train]


# --8<-- [start:net]
torch.manual_seed(0)
# zh: 3 个样本，类别依次是 0、1、2
# en: 3 samples of the classes 0, 1, 2
x, target = torch.eye(3), torch.arange(3)
net = nn.Sequential(nn.Linear(3, 3), nn.Softmax(dim=1))
train(net, x, target)
# --8<-- [end:net]

# --8<-- [start:answer]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(3, 3))
train(net, x, target)
# --8<-- [end:answer]
