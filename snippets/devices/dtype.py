import torch
from torch import nn

# --8<-- [start:dtypes]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3))
net.to(torch.float64)
for name, tensor in net.state_dict().items():
    print(name, tensor.dtype)
# --8<-- [end:dtypes]

# --8<-- [start:fails]
import numpy as np

net = nn.Linear(2, 3)
x = torch.from_numpy(np.ones((4, 2)))
print(x.dtype)
net(x)
# --8<-- [end:fails]
