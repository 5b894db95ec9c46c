import torch
from torch import nn


# --8<-- [start:answer]
class First(nn.Module):
    def forward(self, pair):
        return pair[0]


torch.manual_seed(0)
net = nn.Sequential(nn.LSTM(4, 8), First(), nn.Linear(8, 3))
print("output", tuple(net(torch.ones(5, 4)).shape))
print(list(net.state_dict())[-2:])
# --8<-- [end:answer]
