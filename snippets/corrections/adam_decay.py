import torch
from torch import nn

# --8<-- [start:proof]
for kind in (torch.optim.Adam, torch.optim.AdamW):
    w = nn.Parameter(torch.ones(1))
    optimizer = kind([w], lr=0.1, weight_decay=0.5)
    w.sum().backward()
    optimizer.step()
    print(round(w.item(), 4))
# --8<-- [end:proof]
