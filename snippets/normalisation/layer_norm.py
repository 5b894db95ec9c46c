import torch
from torch import nn

# --8<-- [start:fails]
nn.LayerNorm(8)(torch.ones(2, 8, 5, 5))
# --8<-- [end:fails]
