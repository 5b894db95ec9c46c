import torch
from torch import nn

# --8<-- [start:average]
ones = torch.ones(1, 1, 4, 4)
for settings in ({}, {"count_include_pad": False}):
    y = nn.AvgPool2d(2, padding=1, **settings)(ones)
    print(settings, "->", *y[0, 0].tolist())
# --8<-- [end:average]
