import torch
from torch import nn

# --8<-- [start:shows]
# zh: 目标 (N,)，输出 (N, 1)：网络学成输出平均值
# en: target (N,), output (N, 1): the network learns to output the mean
torch.manual_seed(0)
x = torch.linspace(-1, 1, 50)[:, None]
target = 3 * x.squeeze(1)
for wanted in (target, target[:, None]):
    net = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.5)
    for step in range(200):
        out = net(x)
        loss = (out - wanted).pow(2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(tuple((out - wanted).shape), "loss", round(loss.item(), 3), "weight", abs(round(net.weight.item(), 2)))
# --8<-- [end:shows]

# --8<-- [start:fix]
# zh: 在计算损失之前检查形状
# en: check the shapes before the loss
assert out.shape == wanted.shape, (out.shape, wanted.shape)
print(out.shape == wanted.shape)
# --8<-- [end:fix]
