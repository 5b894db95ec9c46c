import torch
from torch import nn

# --8<-- [start:warns]
layer = nn.Linear(3, 1)
loss = layer(torch.ones(4, 3)).mean()
total = 0.0
total += float(loss)
# --8<-- [end:warns]

# --8<-- [start:fix]
layer = nn.Linear(3, 1)
loss = layer(torch.ones(4, 3)).mean()
total = 0.0
total += loss.item()
print(type(total).__name__)
# --8<-- [end:fix]

# --8<-- [start:fix_stack]
layer = nn.Linear(3, 1)
out = layer(torch.ones(4, 3))
losses = [out.mean(), out.square().mean()]
torch.stack(losses).mean().backward()
print(layer.weight.grad.shape)
# --8<-- [end:fix_stack]
