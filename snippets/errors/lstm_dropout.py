import torch
from torch import nn

# --8<-- [start:warns]
lstm = nn.LSTM(8, 16, dropout=0.5)
# --8<-- [end:warns]

# --8<-- [start:fix]
lstm = nn.LSTM(8, 16, num_layers=2, dropout=0.5)
print(lstm(torch.zeros(5, 1, 8))[0].shape)
# --8<-- [end:fix]

# --8<-- [start:fix_after]
# zh: 只有一层：在输出上另加 dropout
# en: a single layer: dropout of its own on the output
lstm, drop = nn.LSTM(8, 16), nn.Dropout(0.5)
print(drop(lstm(torch.zeros(5, 1, 8))[0]).shape)
# --8<-- [end:fix_after]
