from torch import nn

# --8<-- [start:fix]
# device: cpu, DataParallel finds no GPU to copy to
net = nn.DataParallel(nn.Sequential(nn.Linear(4, 2)))
print(net.module[0])
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, DataParallel finds no GPU to copy to
net = nn.DataParallel(nn.Sequential(nn.Linear(4, 2)))
net.classifier
# --8<-- [end:fails]
