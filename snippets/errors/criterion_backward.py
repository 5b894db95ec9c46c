import torch
from torch import nn

# --8<-- [start:fix]
out, target = torch.zeros(2, 3, requires_grad=True), torch.tensor([0, 1])
criterion = nn.CrossEntropyLoss()
loss = criterion(out, target)
loss.backward()
print(out.grad.shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
out, target = torch.zeros(2, 3, requires_grad=True), torch.tensor([0, 1])
criterion = nn.CrossEntropyLoss()
criterion(out, target)
criterion.backward()
# --8<-- [end:fails]
