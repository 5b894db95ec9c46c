import torch
from torch.utils.data import DataLoader

# --8<-- [start:fix]
workers = 0
loader = DataLoader(
    torch.arange(6), num_workers=workers, prefetch_factor=4 if workers else None, persistent_workers=workers > 0
)
print(len(loader))
# --8<-- [end:fix]

# --8<-- [start:fails]
DataLoader(torch.arange(6), num_workers=0, prefetch_factor=4)
# --8<-- [end:fails]
