import torch
from torch import nn

# --8<-- [start:fails]
torch.manual_seed(0)
# zh: 一个序列，5 步，每步 4 个数
# en: one sequence of 5 steps with 4 numbers each
net = nn.Sequential(nn.LSTM(4, 8), nn.Linear(8, 3))
net(torch.ones(5, 4))
# --8<-- [end:fails]
