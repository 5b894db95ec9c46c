import torch
from torch import nn

# --8<-- [start:rates]
for lr in (0.001, 0.01, 0.1, 0.5, 0.9, 1.0, 1.1):
    w = nn.Parameter(torch.tensor(0.0))
    optimizer = torch.optim.SGD([w], lr=lr)
    for _ in range(20):
        optimizer.zero_grad()
        loss = (w - 3) ** 2
        loss.backward()
        optimizer.step()
    print(lr, round(w.item(), 2))
# --8<-- [end:rates]
