import torch
from torch import nn

# --8<-- [start:RNN]
# zh: 4 个序列，每个 7 步，每步 10 个数
# en: four sequences of 7 steps, 10 numbers a step
x = torch.zeros(4, 7, 10)
rnn = nn.RNN(10, 16, batch_first=True)
output, h_n = rnn(x)
print("output", output.shape, "h_n", h_n.shape)
# --8<-- [end:RNN]

# --8<-- [start:LSTM]
x = torch.zeros(4, 7, 10)
lstm = nn.LSTM(10, 16, num_layers=2, batch_first=True, bidirectional=True)
output, (h_n, c_n) = lstm(x)
print("output", output.shape, "h_n", h_n.shape)
# zh: 最后一层两个方向的最终状态，例如送进分类器
# en: the last states of the last layer, both directions, for a classifier
last = torch.cat([h_n[-2], h_n[-1]], dim=1)
print("last", last.shape)
# --8<-- [end:LSTM]

# --8<-- [start:GRU]
gru = nn.GRU(10, 16, batch_first=True)
output, h_n = gru(torch.zeros(4, 7, 10))
print("output", output.shape, "h_n", h_n.shape)
print("the last step is the state", torch.equal(output[:, -1], h_n[0]))
# --8<-- [end:GRU]
