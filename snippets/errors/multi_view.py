import torch
from torch import nn

# --8<-- [start:fix]
gate, value = nn.Linear(2, 4)(torch.ones(1, 2)).chunk(2, dim=1)
gate = gate + 1
print((gate * value).shape)
# --8<-- [end:fix]

# --8<-- [start:fix_loop]
x = nn.Linear(2, 4)(torch.ones(3, 2))
rows = torch.stack([row + 1 for row in x])
print(torch.equal(rows, x + 1))
# --8<-- [end:fix_loop]

# --8<-- [start:fails]
gate, value = nn.Linear(2, 4)(torch.ones(1, 2)).chunk(2, dim=1)
gate += 1
# --8<-- [end:fails]
