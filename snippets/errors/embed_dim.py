import torch
from torch import nn

# --8<-- [start:fix]
# zh: 先用 Linear 把 10 个数变成 8 个
# en: a Linear makes 8 numbers of the 10 first
layer = nn.TransformerEncoderLayer(8, nhead=2, batch_first=True)
net = nn.Sequential(nn.Linear(10, 8), layer)
print(net(torch.zeros(2, 5, 10)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
layer = nn.TransformerEncoderLayer(8, nhead=2, batch_first=True)
layer(torch.zeros(2, 5, 10))
# --8<-- [end:fails]
