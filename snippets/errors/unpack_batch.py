import torch
from torch.utils.data import DataLoader, TensorDataset

# --8<-- [start:fix]
x, target = torch.zeros(6, 4), torch.arange(6)
loader = DataLoader(TensorDataset(x, target), batch_size=3)
for images, labels in loader:
    print(images.shape, labels.tolist())
# --8<-- [end:fix]

# --8<-- [start:fails]
loader = DataLoader(torch.zeros(6, 4), batch_size=3)
for images, labels in loader:
    print(images.shape)
# --8<-- [end:fails]
