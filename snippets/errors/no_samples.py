import torch
from torch.utils.data import DataLoader

# --8<-- [start:fix]
loader = DataLoader(torch.zeros(6, 3), batch_size=4, shuffle=True)
print(len(loader))
# --8<-- [end:fix]

# --8<-- [start:fails]
DataLoader([], batch_size=4, shuffle=True)
# --8<-- [end:fails]
