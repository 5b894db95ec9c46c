import torch
from torch.nn.utils.rnn import pack_padded_sequence

# --8<-- [start:fails]
batch = torch.zeros(2, 5, 3)
pack_padded_sequence(batch, torch.tensor([5, 0]), batch_first=True)
# --8<-- [end:fails]
