import torch
from torch.utils.data import TensorDataset

# --8<-- [start:fix]
x, target = torch.zeros(100, 4), torch.zeros(100)
print(len(TensorDataset(x, target)))
# --8<-- [end:fix]

# --8<-- [start:fails]
x, target = torch.zeros(100, 4), torch.zeros(90)
TensorDataset(x, target)
# --8<-- [end:fails]
