import torch
from torch.nn.utils.rnn import pack_padded_sequence

# --8<-- [start:fix]
x, lengths = torch.zeros(3, 5, 8), torch.tensor([5, 3, 2])
print(pack_padded_sequence(x, lengths, batch_first=True).data.shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
x, lengths = torch.zeros(3, 5, 8), torch.tensor([5, 3, 2])
pack_padded_sequence(x, lengths)
# --8<-- [end:fails]
