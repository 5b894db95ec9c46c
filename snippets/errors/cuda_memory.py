import torch
from torch import nn

# --8<-- [start:fix_small]
# zh: 一个批量分成几小份，梯度相加：显存按一小份来占用
# en: a batch in several parts whose gradients add up: memory for one part at a time
net, x, target = nn.Linear(8, 1), torch.ones(32, 8), torch.zeros(32, 1)
for part, wanted in zip(x.split(8), target.split(8)):
    loss = nn.functional.mse_loss(net(part), wanted)
    (loss / 4).backward()
whole = torch.autograd.grad(nn.functional.mse_loss(net(x), target), net.weight)[0]
print("same gradient", torch.allclose(net.weight.grad, whole))
# --8<-- [end:fix_small]

# --8<-- [start:fix_graph]
# zh: 评估时不记录计算图；统计损失时只存数
# en: record no graph in an evaluation; keep numbers of a loss
with torch.no_grad():
    total = nn.functional.mse_loss(net(x), target).item()
print(type(total).__name__)
# --8<-- [end:fix_graph]
