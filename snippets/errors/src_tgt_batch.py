import torch
from torch import nn

# --8<-- [start:fix]
net = nn.Transformer(8, 2, 1, 1, batch_first=True)
print(net(torch.zeros(3, 5, 8), torch.zeros(3, 6, 8)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
net = nn.Transformer(8, 2, 1, 1, batch_first=True)
net(torch.zeros(3, 5, 8), torch.zeros(6, 3, 8))
# --8<-- [end:fails]
