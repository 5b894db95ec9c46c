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
    # zh: 梯度不全为零的参数；权重与第 0 个单元不同的单元；对某个样本输出正数的单元
    # en: parameters whose gradient is not all zero; units whose weights differ from unit 0; units positive for some sample
    learning = sum(p.grad.any().item() for p in net.parameters())
    weight = net[0].weight
    different = ((weight - weight[0]).abs().amax(1) > 0.001).sum().item()
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
