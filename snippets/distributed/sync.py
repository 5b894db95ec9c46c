from torch import nn

# --8<-- [start:convert]
net = nn.Sequential(nn.Conv2d(1, 8, 3), nn.BatchNorm2d(8), nn.ReLU())
net = nn.SyncBatchNorm.convert_sync_batchnorm(net)
print(net)
# --8<-- [end:convert]
