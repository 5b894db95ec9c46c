import torch
from torch import nn

from snippets.conv2d.formula import size_out

# --8<-- [start:sizes]
for settings in [
    {"kernel_size": 5, "padding": 2},
    {"kernel_size": 3, "padding": 1, "stride": 2},
    {"kernel_size": 7, "padding": 3, "stride": 2},
    {"kernel_size": 3, "dilation": 4},
    {"kernel_size": 2, "stride": 3},
]:
    conv = nn.Conv2d(1, 1, **settings)
    y = conv(torch.zeros(1, 1, 28, 28))
    print("formula", size_out(28, **settings), " layer", y.shape[2], settings)
# --8<-- [end:sizes]
