import torch
from torch.utils.data import DataLoader

# --8<-- [start:fails]
DataLoader(torch.zeros(8, 3), batch_size=4, num_workers=0, prefetch_factor=4)
# --8<-- [end:fails]
