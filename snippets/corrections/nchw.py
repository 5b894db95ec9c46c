import torch
from torch import nn

# --8<-- [start:proof]
print(nn.Linear(5, 2)(torch.zeros(7, 3, 5)).shape)
print(nn.Conv1d(3, 4, 2)(torch.zeros(2, 3, 9)).shape, nn.LSTM(5, 4)(torch.zeros(7, 2, 5))[0].shape)
# --8<-- [end:proof]
