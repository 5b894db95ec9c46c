import torch
from torch import nn

# --8<-- [start:shows]
# zh: BatchNorm 的滑动平均还没有跟上：只训练了几步
# en: the running averages of BatchNorm have not caught up after a few steps
torch.manual_seed(0)
net, x = nn.BatchNorm1d(1), 50 + 10 * torch.randn(64, 1)
for step in range(5):
    net(x)
print("train", round(net.train()(x).mean().item(), 2), "eval", round(net.eval()(x).mean().item(), 2))
# --8<-- [end:shows]

# --8<-- [start:fix]
# zh: 更多步，或者重新统计：momentum=None 是全部批量的平均
# en: more steps, or new statistics: momentum=None averages over all batches
net.reset_running_stats()
net.momentum = None
net.train()
with torch.no_grad():
    for batch in x.split(16):
        net(batch)
print("eval", abs(round(net.eval()(x).mean().item(), 2)))
# --8<-- [end:fix]
