import torch
from torch import nn

# --8<-- [start:fix]
lstm = nn.LSTM(28, 16)
out, (h, c) = lstm(torch.zeros(5, 2, 28))
print(out.shape, h.shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
lstm = nn.LSTM(8, 16)
lstm(torch.zeros(5, 2, 28))
# --8<-- [end:fails]
