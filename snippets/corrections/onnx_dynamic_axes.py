import torch
from torch import nn

# --8<-- [start:proof]
net = nn.Linear(3, 2).eval()
batch = torch.export.Dim("batch")
program = torch.export.export(net, (torch.ones(2, 3),), dynamic_shapes=({0: batch},))
print([list(program.module()(torch.ones(size, 3)).shape) for size in (1, 5)])
# --8<-- [end:proof]
