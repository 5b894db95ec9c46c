import torch
from torch.utils.data import DataLoader, Dataset

# --8<-- [start:fix]
class Squares(Dataset):
    def __len__(self):
        return 4

    def __getitem__(self, index):
        return torch.tensor(index**2)


print(next(iter(DataLoader(Squares(), batch_size=4))))
# --8<-- [end:fix]

# --8<-- [start:fails]
class Squares(Dataset):
    def __len__(self):
        return 4

    def get_item(self, index):
        return torch.tensor(index**2)


next(iter(DataLoader(Squares(), batch_size=4)))
# --8<-- [end:fails]
