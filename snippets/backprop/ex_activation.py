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
print("shape", tuple(h.grad.shape), "both ways equal:", torch.equal(h.grad, seen[0]))
# zh: 每个样本的 h 都直接乘以 second.weight
# en: for each sample, h is multiplied by second.weight
print("rows equal second.weight:", [torch.equal(row, second.weight[0]) for row in h.grad])
# --8<-- [end:answer]
