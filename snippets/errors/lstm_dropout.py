import torch
from torch import nn

# --8<-- [start:warns]
lstm = nn.LSTM(8, 16, dropout=0.5)
# --8<-- [end:warns]

# --8<-- [start:fix]
lstm = nn.LSTM(8, 16, num_layers=2, dropout=0.5)
print(lstm(torch.zeros(5, 1, 8))[0].shape)
# --8<-- [end:fix]
