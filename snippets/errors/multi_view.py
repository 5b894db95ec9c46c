import torch
from torch import nn

# --8<-- [start:fix]
gate, value = nn.Linear(2, 4)(torch.ones(1, 2)).chunk(2, dim=1)
gate = gate + 1
print((gate * value).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
gate, value = nn.Linear(2, 4)(torch.ones(1, 2)).chunk(2, dim=1)
gate += 1
# --8<-- [end:fails]
