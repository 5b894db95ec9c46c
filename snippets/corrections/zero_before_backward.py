import torch
from torch import nn

# --8<-- [start:proof]
w = nn.Parameter(torch.zeros(1))
optimizer = torch.optim.SGD([w], lr=1.0)
w.sum().backward()
optimizer.zero_grad()
optimizer.step()
print(w.item())
# --8<-- [end:proof]
