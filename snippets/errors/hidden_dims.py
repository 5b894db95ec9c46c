import torch
from torch import nn

# --8<-- [start:fix]
lstm = nn.LSTM(8, 16)
x = torch.zeros(5, 8)
h = c = torch.zeros(1, 1, 16)
# zh: 给序列加上批量维：(5, 1, 8)
# en: give the sequence a batch dimension: (5, 1, 8)
print(lstm(x[:, None], (h, c))[0].shape)
# zh: 或者去掉状态的批量维：(1, 16)
# en: or take the batch dimension from the state: (1, 16)
print(lstm(x, (h[:, 0], c[:, 0]))[0].shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
lstm = nn.LSTM(8, 16)
h = c = torch.zeros(1, 1, 16)
lstm(torch.zeros(5, 8), (h, c))
# --8<-- [end:fails]
