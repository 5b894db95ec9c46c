import torch
from torch import nn

# --8<-- [start:fails]
torch.manual_seed(0)
# zh: 5 步，每步 4 个数；LSTM 返回的是元组：输出和 (h, c)
# en: 5 steps of 4 numbers; LSTM returns a tuple: output and (h, c)
net = nn.Sequential(nn.LSTM(4, 8), nn.Linear(8, 3))
net(torch.ones(5, 4))
# --8<-- [end:fails]
