import torch
from torch import nn

# --8<-- [start:proof]
w = nn.Parameter(torch.zeros(1))
w.sum().backward()
with torch.no_grad():
    w -= 0.5 * w.grad
torch.optim.SGD([w], lr=0.5).step()
print(w.item())
# --8<-- [end:proof]
