import torch
from torch import nn

# --8<-- [start:shapes]
torch.manual_seed(0)
x = torch.rand(2, 3, 4, 4)
print("Flatten    ", tuple(nn.Flatten()(x).shape))
print("start_dim=2", tuple(nn.Flatten(start_dim=2)(x).shape))
rows = torch.rand(2, 48)
print("Unflatten  ", tuple(nn.Unflatten(1, (3, 4, 4))(rows).shape))
# --8<-- [end:shapes]
