import torch
from torch import nn

# --8<-- [start:shows]
torch.manual_seed(0)
net, x = nn.Sequential(nn.Linear(4, 8), nn.Dropout(0.5), nn.Linear(8, 1)), torch.ones(1, 4)
print("train", torch.equal(net(x), net(x)))
# --8<-- [end:shows]

# --8<-- [start:fix]
net.eval()
with torch.no_grad():
    print("eval", torch.equal(net(x), net(x)))
# --8<-- [end:fix]
