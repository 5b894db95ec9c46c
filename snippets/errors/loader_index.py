import torch
from torch.utils.data import DataLoader

# --8<-- [start:fix]
data = torch.arange(6)
loader = DataLoader(data, batch_size=2)
print(data[0], next(iter(loader)))
# --8<-- [end:fix]

# --8<-- [start:fails]
loader = DataLoader(torch.arange(6), batch_size=2)
loader[0]
# --8<-- [end:fails]
