import math
import torch
from torch import nn

# --8<-- [start:shows]
torch.manual_seed(0)
print("ln 10 =", round(math.log(10), 4))
scores, target = torch.zeros(64, 10), torch.randint(0, 10, (64,))
print("all scores equal:", round(nn.functional.cross_entropy(scores, target).item(), 4))
# --8<-- [end:shows]

# --8<-- [start:fix]
# zh: 一个批量反复训练：能学会，网络和损失就没有错
# en: train on one batch again and again: if it can be learned, network and loss are right
torch.manual_seed(0)
x, target = torch.randn(8, 20), torch.arange(8)
net = nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 10))
optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
for step in range(101):
    loss = nn.functional.cross_entropy(net(x), target)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step in (0, 100):
        print(step, round(loss.item(), 4))
print("gradients", [round(p.grad.norm().item(), 6) > 0 for p in net.parameters()])
# --8<-- [end:fix]
