import torch
import torch.nn.functional as F
from torch import nn

from snippets.optimizer.data import target, x

# --8<-- [start:fails]
torch.manual_seed(0)
net = nn.Linear(2, 1)
F.mse_loss(net(x), target).backward()
net.weight = net.weight - 0.1 * net.weight.grad
# --8<-- [end:fails]
