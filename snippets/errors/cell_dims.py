import torch
from torch import nn

# --8<-- [start:fix]
cell = nn.LSTMCell(8, 16)
x = torch.zeros(5, 2, 8)
h = c = torch.zeros(2, 16)
for step in x:
    h, c = cell(step, (h, c))
print(h.shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
cell = nn.LSTMCell(8, 16)
cell(torch.zeros(5, 2, 8))
# --8<-- [end:fails]
