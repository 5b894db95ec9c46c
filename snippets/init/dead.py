import torch
from torch import nn

# --8<-- [start:train]
import torch.nn.functional as F


def train(rule):
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(16, 32), nn.ReLU(), nn.Linear(32, 1))
    for layer in (net[0], net[2]):
        rule(layer.weight)
        nn.init.zeros_(layer.bias)
    x = torch.rand(64, 16)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
    for _ in range(10):
        optimizer.zero_grad()
        F.mse_loss(net(x), x.sum(1, keepdim=True)).backward()
        optimizer.step()
    # zh: 4 个参数里，几个的梯度不全是 0
    # en: of 4 parameters, how many have a gradient that is not all 0
    learning = sum(p.grad.any().item() for p in net.parameters())
    # zh: (32, 16) → (32,)：几个单元的权重与 0 号不同
    # en: (32, 16) → (32,): how many units have other weights than unit 0
    weight = net[0].weight
    different = ((weight - weight[0]).abs().amax(1) > 0.001).sum().item()
    # zh: (64, 32) → (32,)：几个单元至少对一个样本输出正数
    # en: (64, 32) → (32,): how many units are positive for a sample or more
    alive = (net[:2](x) > 0).any(0).sum().item()
    return learning, different, alive
# --8<-- [end:train]


# --8<-- [start:starts]
torch.manual_seed(0)
print("zeros", *train(nn.init.zeros_))
print("equal", *train(lambda w: nn.init.constant_(w, 0.1)))
print("uniform_", *train(nn.init.uniform_))
print("kaiming", *train(nn.init.kaiming_normal_))
# --8<-- [end:starts]
