import torch
from torch import nn

# --8<-- [start:fix]
# device: traced
program = torch.export.export(nn.Linear(3, 2), (torch.ones(1, 3),))
print(program.module()(torch.ones(1, 3)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: traced
torch.export.export(nn.Linear(3, 2), torch.ones(1, 3))
# --8<-- [end:fails]
