import torch
from torch import nn

# --8<-- [start:coasts]
for set_to_none in (True, False):
    w = nn.Parameter(torch.tensor(1.0))
    optimizer = torch.optim.SGD([w], lr=0.1, momentum=0.9)
    w.backward()
    values = []
    for _ in range(4):
        optimizer.step()
        values.append(round(w.item(), 4))
        optimizer.zero_grad(set_to_none=set_to_none)
    print(w.grad, values)
# --8<-- [end:coasts]
