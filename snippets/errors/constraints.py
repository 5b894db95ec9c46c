import torch
from torch import nn

# --8<-- [start:fix]
# device: traced
x = torch.ones(4, 3)
batch = torch.export.Dim("batch")
program = torch.export.export(nn.Linear(3, 2), (x,), dynamic_shapes=({0: batch},))
print(program.module()(torch.ones(7, 3)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: traced
x = torch.ones(4, 3)
features = torch.export.Dim("features")
torch.export.export(nn.Linear(3, 2), (x,), dynamic_shapes=({1: features},))
# --8<-- [end:fails]
