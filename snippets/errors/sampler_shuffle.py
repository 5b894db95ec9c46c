import torch
from torch.utils.data import DataLoader, WeightedRandomSampler

# --8<-- [start:fix]
torch.manual_seed(0)
sampler = WeightedRandomSampler([0.9, 0.1, 0.1], num_samples=6)
loader = DataLoader(torch.arange(3), batch_size=3, sampler=sampler)
print(len(loader))
# --8<-- [end:fix]

# --8<-- [start:fails]
sampler = WeightedRandomSampler([0.9, 0.1, 0.1], num_samples=6)
DataLoader(torch.arange(3), batch_size=3, sampler=sampler, shuffle=True)
# --8<-- [end:fails]
