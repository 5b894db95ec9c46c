import torch
import torch.nn.functional as F
from torch import nn

# --8<-- [start:fails]
torch.manual_seed(0)
maps = torch.rand(4, 8, 14, 14)
conv = nn.Conv2d(8, 16, 3, stride=2, padding=1)
F.relu(maps + conv(maps))
# --8<-- [end:fails]
