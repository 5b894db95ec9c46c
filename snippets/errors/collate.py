import torch
from torch.utils.data import DataLoader

# --8<-- [start:fix]
samples = [(torch.zeros(3), 0), (torch.ones(3), 1)]
x, target = next(iter(DataLoader(samples, batch_size=2)))
print(x.shape, target.tolist())
# --8<-- [end:fix]

# --8<-- [start:fails]
samples = [(torch.zeros(3), None), (torch.ones(3), 1)]
next(iter(DataLoader(samples, batch_size=2)))
# --8<-- [end:fails]
