import torch
from torch import nn

# --8<-- [start:shows]
# zh: 输入打乱了，标签没有：对应关系没有了
# en: the inputs were shuffled and the labels were not: they no longer belong together
torch.manual_seed(0)
x = torch.randn(500, 2)
target = (x[:, 0] > 0).long()
shuffled = x[torch.randperm(500)]
for name, data in (("shuffled apart", shuffled), ("together", x)):
    net = nn.Linear(2, 2)
    optimizer = torch.optim.SGD(net.parameters(), lr=1.0)
    for step in range(100):
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(data), target).backward()
        optimizer.step()
    print(name, round((net(data).argmax(1) == target).float().mean().item(), 2))
# --8<-- [end:shows]

# --8<-- [start:fix]
# zh: 用同一个排列打乱两者；看几个样本和它们的标签
# en: shuffle both by one permutation; look at samples and their labels
order = torch.randperm(len(x))
x, target = x[order], target[order]
print([(round(a.item(), 2), b.item()) for a, b in zip(x[:3, 0], target[:3])])
# --8<-- [end:fix]
