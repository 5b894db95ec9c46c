import torch
from torch import nn

# --8<-- [start:answer]
torch.manual_seed(0)
first, second = nn.Linear(3, 4), nn.Linear(4, 1)
h = torch.relu(first(torch.rand(2, 3)))
h.retain_grad()
seen = []
h.register_hook(seen.append)
second(h).sum().backward()
print(tuple(h.grad.shape), torch.equal(h.grad, seen[0]))
# zh: 每个样本的 h 都直接乘上 second.weight
# en: in each sample h meets second.weight and nothing else
print(torch.equal(h.grad[0], second.weight[0]))
# --8<-- [end:answer]
