import torch
from torch.utils.data import DataLoader, TensorDataset

# --8<-- [start:fix]
loader = DataLoader(TensorDataset(torch.zeros(4, 2), torch.arange(4)), batch_size=2)
for x, target in loader:
    x, target = x.to("cpu"), target.to("cpu")
print(x.shape, target.tolist())
# --8<-- [end:fix]

# --8<-- [start:fails]
loader = DataLoader(TensorDataset(torch.zeros(4, 2), torch.arange(4)), batch_size=2)
for batch in loader:
    batch.to("cpu")
# --8<-- [end:fails]
