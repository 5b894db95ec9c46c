import torch
from torch import nn

from snippets.containers.residual import Residual

# --8<-- [start:fails]
torch.manual_seed(0)
Residual(nn.Linear(8, 4))(torch.ones(1, 8))
# --8<-- [end:fails]
