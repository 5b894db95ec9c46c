import torch
from torch import nn

# --8<-- [start:same]
import math

torch.manual_seed(0)
layer = nn.Linear(100, 50)
torch.manual_seed(0)
weight = torch.empty(50, 100)
nn.init.kaiming_uniform_(weight, a=math.sqrt(5))
print("equal:", torch.equal(layer.weight, weight))
# --8<-- [end:same]
