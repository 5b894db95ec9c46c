import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence

# --8<-- [start:fix]
x, lengths = torch.zeros(3, 5, 8), torch.tensor([2, 5, 3])
packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
out, (h, c) = nn.LSTM(8, 16)(packed)
print(h.shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
x, lengths = torch.zeros(3, 5, 8), torch.tensor([2, 5, 3])
pack_padded_sequence(x, lengths, batch_first=True)
# --8<-- [end:fails]
