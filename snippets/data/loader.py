import torch
from torch.utils.data import DataLoader

# --8<-- [start:loader]
# device: own
torch.manual_seed(0)
numbers = torch.arange(7)
for options in ({}, {"shuffle": True}, {"drop_last": True}):
    loader = DataLoader(numbers, batch_size=3, **options)
    print(len(loader), "batches", [batch.tolist() for batch in loader], options)
# --8<-- [end:loader]
