import torch
import torch.nn.functional as F
from torch import nn

from snippets.optimizer.data import target, x


# --8<-- [start:clip]
def grads(net):
    return [round(value, 4) for p in net.parameters() for value in p.grad.flatten().tolist()]


torch.manual_seed(0)
net = nn.Linear(2, 1)
F.mse_loss(net(x), target).backward()
print("before", grads(net))
norm = nn.utils.clip_grad_norm_(net.parameters(), max_norm=1.0)
print("norm", round(norm.item(), 4), "factor", round(1.0 / norm.item(), 4))
print("after", grads(net))
# --8<-- [end:clip]
