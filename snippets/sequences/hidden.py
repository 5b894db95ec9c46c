import torch
from torch import nn

# --8<-- [start:fails]
torch.manual_seed(0)
gru = nn.GRU(3, 4, batch_first=True)
state = torch.zeros(1, 8, 4)
for batch in torch.rand(19, 5, 3).split(8):
    output, state = gru(batch, state)
# --8<-- [end:fails]
