import torch
from torch import nn

# --8<-- [start:fails]
import numpy as np

torch.manual_seed(0)
net = nn.Linear(2, 3)
x = torch.from_numpy(np.ones((4, 2)))
print(x.dtype)
net(x)
# --8<-- [end:fails]
