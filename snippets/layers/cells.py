import torch
from torch import nn

# --8<-- [start:RNNCell]
cell = nn.RNNCell(10, 16)
h = torch.zeros(4, 16)
# zh: 循环由你来写：每次一步
# en: you write the loop: one step at a time
for step in torch.zeros(7, 4, 10):
    h = cell(step, h)
print("h", h.shape)
# --8<-- [end:RNNCell]

# --8<-- [start:LSTMCell]
cell = nn.LSTMCell(10, 16)
h, c = torch.zeros(4, 16), torch.zeros(4, 16)
for step in torch.zeros(7, 4, 10):
    h, c = cell(step, (h, c))
print("h", h.shape, "c", c.shape)
# --8<-- [end:LSTMCell]

# --8<-- [start:GRUCell]
cell = nn.GRUCell(10, 16)
h = cell(torch.zeros(4, 10), torch.zeros(4, 16))
print("h", h.shape)
# --8<-- [end:GRUCell]

# --8<-- [start:RNNBase]
print("LSTM is an RNNBase", isinstance(nn.LSTM(10, 16), nn.RNNBase))
# --8<-- [end:RNNBase]

# --8<-- [start:RNNCellBase]
print("LSTMCell is an RNNCellBase", isinstance(nn.LSTMCell(10, 16), nn.RNNCellBase))
# --8<-- [end:RNNCellBase]
