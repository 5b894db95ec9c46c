import torch
from torch.utils.data import Dataset, Subset

# --8<-- [start:fix]
class Animals(Dataset):
    classes = ("cat", "dog")

    def __len__(self):
        return 4

    def __getitem__(self, index):
        return torch.tensor(index % 2)


part = Subset(Animals(), [0, 3])
print(part.dataset.classes, part.indices)
# --8<-- [end:fix]

# --8<-- [start:fails]
class Animals(Dataset):
    classes = ("cat", "dog")

    def __len__(self):
        return 4

    def __getitem__(self, index):
        return torch.tensor(index % 2)


part = Subset(Animals(), [0, 3])
part.classes
# --8<-- [end:fails]
