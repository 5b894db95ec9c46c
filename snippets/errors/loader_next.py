import torch
from torch.utils.data import DataLoader

# --8<-- [start:fix]
loader = DataLoader(torch.arange(6), batch_size=2)
batches = iter(loader)
print(next(batches), next(batches))
# --8<-- [end:fix]

# --8<-- [start:fails]
loader = DataLoader(torch.arange(6), batch_size=2)
batches = iter(loader)
batches.next()
# --8<-- [end:fails]
