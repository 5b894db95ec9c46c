import torch
from torch.utils.data import BatchSampler, DataLoader, SequentialSampler

# --8<-- [start:fix]
data = torch.arange(5)
sampler = BatchSampler(SequentialSampler(data), batch_size=2, drop_last=True)
print([batch.tolist() for batch in DataLoader(data, batch_sampler=sampler)])
# --8<-- [end:fix]

# --8<-- [start:fails]
data = torch.arange(5)
sampler = BatchSampler(SequentialSampler(data), batch_size=2, drop_last=True)
DataLoader(data, batch_size=2, batch_sampler=sampler)
# --8<-- [end:fails]
