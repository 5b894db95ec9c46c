import torch
from torch.utils.data import DataLoader

from snippets.data.pad import pad

# --8<-- [start:sentences]
sentences = [torch.tensor([4, 7, 1]), torch.tensor([9, 2]), torch.tensor([3, 8, 5, 6, 2]), torch.tensor([7])]
# --8<-- [end:sentences]

# --8<-- [start:padded]
for x, lengths, mask in DataLoader(sentences, batch_size=2, collate_fn=pad):
    print(x.tolist(), "lengths", lengths.tolist())
print("mask", mask.tolist())
# --8<-- [end:padded]

# --8<-- [start:fails]
next(iter(DataLoader(sentences, batch_size=2)))
# --8<-- [end:fails]
