import torch
from torch import nn


# --8<-- [start:first]
class First(nn.Module):
    def forward(self, pair):
        return pair[0]
# --8<-- [end:first]


# --8<-- [start:answer]
torch.manual_seed(0)
net = nn.Sequential(nn.LSTM(4, 8), First(), nn.Linear(8, 3))
print(tuple(net(torch.ones(5, 4)).shape))
# --8<-- [end:answer]
