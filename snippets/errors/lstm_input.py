import torch
from torch import nn

# --8<-- [start:fix]
# zh: 5 步，2 个序列，每步 28 个数
# en: 5 steps, 2 sequences, 28 numbers at each step
lstm = nn.LSTM(28, 16)
out, (h, c) = lstm(torch.zeros(5, 2, 28))
print(out.shape, h.shape)
# --8<-- [end:fix]

# --8<-- [start:fix_last]
# zh: 每步只有一个数的序列：加上最后一维
# en: one number at each step: add the last dimension
lstm = nn.LSTM(1, 16, batch_first=True)
x = torch.zeros(2, 100)
print(lstm(x[:, :, None])[0].shape)
# --8<-- [end:fix_last]

# --8<-- [start:fails]
lstm = nn.LSTM(8, 16)
lstm(torch.zeros(5, 2, 28))
# --8<-- [end:fails]
