import torch
from torch import nn

# --8<-- [start:fix]
# zh: 初始状态：(层数，批量，隐藏单元)，batch_first=True 时也一样
# en: the initial state: (layers, batch, units), with batch_first=True as well
lstm = nn.LSTM(8, 16, num_layers=2, batch_first=True)
x = torch.zeros(3, 5, 8)
h = c = torch.zeros(2, len(x), 16)
print(lstm(x, (h, c))[0].shape)
# zh: 状态全为 0 时不必传
# en: a state of zeros need not be passed
print(lstm(x)[0].shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
lstm = nn.LSTM(8, 16, batch_first=True)
h = c = torch.zeros(1, 4, 16)
lstm(torch.zeros(3, 5, 8), (h, c))
# --8<-- [end:fails]
