import torch
from torch import nn

# --8<-- [start:BatchNorm1d]
torch.manual_seed(0)
x = 3 + 2 * torch.randn(100, 4)
y = nn.BatchNorm1d(4)(x)
print("mean", [round(value, 2) for value in x.mean(0).tolist()])
print("after", round(abs(y.mean().item()), 4), "std", round(y.std().item(), 2))
# --8<-- [end:BatchNorm1d]

# --8<-- [start:BatchNorm2d]
norm = nn.BatchNorm2d(6)
print("shape", norm(torch.zeros(4, 6, 28, 28)).shape)
print("keys", list(norm.state_dict()))
# --8<-- [end:BatchNorm2d]

# --8<-- [start:BatchNorm3d]
norm = nn.BatchNorm3d(6)
print("shape", norm(torch.zeros(2, 6, 8, 16, 16)).shape)
# --8<-- [end:BatchNorm3d]

# --8<-- [start:LazyBatchNorm2d]
norm = nn.LazyBatchNorm2d()
norm(torch.zeros(4, 6, 28, 28))
print(norm)
# --8<-- [end:LazyBatchNorm2d]

# --8<-- [start:SyncBatchNorm]
net = nn.Sequential(nn.Conv2d(1, 6, 5), nn.BatchNorm2d(6))
net = nn.SyncBatchNorm.convert_sync_batchnorm(net)
print(net[1])
# --8<-- [end:SyncBatchNorm]
