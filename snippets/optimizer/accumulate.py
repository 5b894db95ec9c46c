import torch
import torch.nn.functional as F
from torch import nn

from snippets.optimizer.data import target, x

# --8<-- [start:accumulate]
torch.manual_seed(0)
net = nn.Linear(2, 1)
F.mse_loss(net(x), target).backward()
whole = net.weight.grad.clone()

net.zero_grad()
for part, wanted in zip(x.split(1), target.split(1), strict=True):
    # zh: 4 份，每份 1 个样本；每份的损失除以 4，再把四次的梯度加起来
    # en: 4 parts of 1 sample; the loss of each is divided by 4, and four gradients add up
    loss = F.mse_loss(net(part), wanted) / 4
    loss.backward()
print("same gradient", torch.allclose(net.weight.grad, whole))
# --8<-- [end:accumulate]
