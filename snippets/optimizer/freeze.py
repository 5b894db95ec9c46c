import copy

import torch
import torch.nn.functional as F
from torch import nn

from snippets.optimizer.data import target, x

# --8<-- [start:freeze]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1))
# zh: 第一层的 weight 和 bias 不再计算梯度
# en: no more gradients for the weight and the bias of the first layer
net[0].requires_grad_(False)
optimizer = torch.optim.AdamW(net.parameters(), lr=0.1)

before = copy.deepcopy(net.state_dict())
F.mse_loss(net(x), target).backward()
optimizer.step()
for name, p in net.named_parameters():
    print(name, "has a gradient", p.grad is not None, " changed", not torch.equal(p, before[name]))
# --8<-- [end:freeze]
