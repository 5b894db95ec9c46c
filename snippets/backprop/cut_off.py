import torch
from torch import nn

# --8<-- [start:fails]
torch.manual_seed(0)
scores = nn.Linear(3, 2)(torch.rand(4, 3))
target = torch.tensor([0, 1, 1, 0])
predicted = scores.argmax(dim=1)
loss = (predicted != target).float().mean()
loss.backward()
# --8<-- [end:fails]
