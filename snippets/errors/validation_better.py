import torch
from torch import nn

# --8<-- [start:shows]
# zh: 同一批数据：训练模式（有 Dropout）的损失更大
# en: the same data: the loss in training mode, with dropout, is larger
torch.manual_seed(0)
x, target = torch.randn(256, 8), torch.randint(0, 2, (256,))
x[:, 0] += 4 * target
net = nn.Sequential(nn.Linear(8, 32), nn.ReLU(), nn.Dropout(0.5), nn.Linear(32, 2))
optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
for step in range(60):
    optimizer.zero_grad()
    nn.functional.cross_entropy(net(x), target).backward()
    optimizer.step()
for mode in (True, False):
    net.train(mode)
    losses = [nn.functional.cross_entropy(net(x), target).item() for repeat in range(20)]
    print("train" if mode else "eval", round(sum(losses) / 20, 3))
# --8<-- [end:shows]

# --8<-- [start:fix]
# zh: 要比较，就在一轮之后，用 eval() 在训练集上再算一次
# en: to compare, compute the loss of the training set once more, in eval(), after the epoch
net.eval()
with torch.no_grad():
    print("training set", round(nn.functional.cross_entropy(net(x), target).item(), 3))
# --8<-- [end:fix]
