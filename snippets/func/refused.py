import torch
from torch import nn
from torch.func import vmap

# --8<-- [start:fails]
drop = nn.Dropout(0.5)
vmap(drop)(torch.ones(2, 20))
# --8<-- [end:fails]
