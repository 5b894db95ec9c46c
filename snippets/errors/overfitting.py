import torch
from torch import nn

# --8<-- [start:shows]
# zh: 标签是随机的：训练集能全部记住，新数据只有一半答对
# en: the labels are random: the training set can be memorised, and half of new data is right
torch.manual_seed(0)
x, target = torch.randn(40, 20), torch.randint(0, 2, (40,))
new_x, new_target = torch.randn(2000, 20), torch.randint(0, 2, (2000,))
net = nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 2))
optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
for step in range(200):
    optimizer.zero_grad()
    nn.functional.cross_entropy(net(x), target).backward()
    optimizer.step()
print("training", (net(x).argmax(1) == target).float().mean().item())
print("new data", round((net(new_x).argmax(1) == new_target).float().mean().item(), 2))
# --8<-- [end:shows]

# --8<-- [start:fix]
# zh: 保留验证损失最小的那一轮，而不是最后一轮
# en: keep the epoch with the smallest validation loss and not the last one
losses = [0.70, 0.61, 0.58, 0.66, 0.81]
best = min(range(len(losses)), key=losses.__getitem__)
print("epoch", best, "loss", losses[best])
# --8<-- [end:fix]
