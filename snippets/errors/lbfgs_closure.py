import torch
from torch import nn

# --8<-- [start:fix]
w = nn.Parameter(torch.tensor([3.0]))
optimizer = torch.optim.LBFGS([w])


def closure():
    optimizer.zero_grad()
    loss = (w - 1).pow(2).sum()
    loss.backward()
    return loss


optimizer.step(closure)
print(round(w.item(), 4))
# --8<-- [end:fix]

# --8<-- [start:fails]
w = nn.Parameter(torch.tensor([3.0]))
optimizer = torch.optim.LBFGS([w])
(w - 1).pow(2).sum().backward()
optimizer.step()
# --8<-- [end:fails]
