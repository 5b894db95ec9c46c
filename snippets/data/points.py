from torch.utils.data import Dataset


# --8<-- [start:class]
class Points(Dataset):
    def __init__(self, x, target):
        self.x, self.target = x, target

    def __len__(self):
        return len(self.x)

    def __getitem__(self, index):
        return self.x[index], self.target[index]
# --8<-- [end:class]
