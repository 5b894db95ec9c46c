import torch
from torch.nn.utils.rnn import pad_sequence
from torch.utils.data import DataLoader

# --8<-- [start:fix]
samples = [[1, 2], [3]]


def pad(rows):
    return pad_sequence([torch.tensor(row) for row in rows], batch_first=True)


print(next(iter(DataLoader(samples, batch_size=2, collate_fn=pad))))
# --8<-- [end:fix]

# --8<-- [start:fails]
samples = [[1, 2], [3]]
next(iter(DataLoader(samples, batch_size=2)))
# --8<-- [end:fails]
