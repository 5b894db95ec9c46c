import torch
from torch import nn

# --8<-- [start:dtypes]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3))
net.to(torch.float64)
for name, tensor in net.state_dict().items():
    print(name, tensor.dtype)
# --8<-- [end:dtypes]
