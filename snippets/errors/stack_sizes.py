import torch
from torch import nn
from torch.utils.data import DataLoader

# --8<-- [start:fix]
images = [torch.zeros(1, 32, 32), nn.functional.pad(torch.zeros(1, 28, 28), (2, 2, 2, 2))]
print(next(iter(DataLoader(images, batch_size=2))).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
images = [torch.zeros(1, 32, 32), torch.zeros(1, 28, 28)]
next(iter(DataLoader(images, batch_size=2)))
# --8<-- [end:fails]
