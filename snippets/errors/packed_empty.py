import torch
from torch.nn.utils.rnn import pack_padded_sequence

# --8<-- [start:fix]
x, lengths = torch.zeros(2, 5, 8), torch.tensor([2, 0])
keep = lengths > 0
packed = pack_padded_sequence(x[keep], lengths[keep], batch_first=True)
print(packed.data.shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
x, lengths = torch.zeros(2, 5, 8), torch.tensor([2, 0])
pack_padded_sequence(x, lengths, batch_first=True)
# --8<-- [end:fails]
