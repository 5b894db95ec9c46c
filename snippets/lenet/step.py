import torch
import torch.nn.functional as F

from snippets.lenet.net import LeNet

# --8<-- [start:step]
torch.manual_seed(0)
net = LeNet()
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
# zh: 8 张随机图，第 k 张算作数字 k
# en: 8 random images; image k counts as the digit k
x, target = torch.rand(8, 1, 32, 32), torch.arange(8)

loss = F.cross_entropy(net(x), target)
optimizer.zero_grad()
loss.backward()
optimizer.step()

with torch.no_grad():
    after = F.cross_entropy(net(x), target)
print(f"{loss.item():.4f} -> {after.item():.4f}")
# --8<-- [end:step]
