import torch
import torch.nn.functional as F
from torch import nn

# --8<-- [start:answer]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))
x, target = torch.rand(5, 3), torch.tensor([0, 1, 0, 1, 0])
loss = F.cross_entropy(net(x), target)

nll = loss.grad_fn
log_softmax = nll.next_functions[0][0]
linear = log_softmax.next_functions[0][0]
first = linear.next_functions[1][0].next_functions[0][0]
print(nll.name(), log_softmax.name(), linear.name())
print([node and node.name() for node, _ in first.next_functions])
# --8<-- [end:answer]
