import random
from torch.utils.data import DataLoader, IterableDataset

# --8<-- [start:fix]
class Shuffled(IterableDataset):
    def __iter__(self):
        numbers = list(range(4))
        random.Random(0).shuffle(numbers)
        return iter(numbers)


print(next(iter(DataLoader(Shuffled(), batch_size=4))))
# --8<-- [end:fix]

# --8<-- [start:fails]
class Stream(IterableDataset):
    def __iter__(self):
        return iter(range(4))


DataLoader(Stream(), batch_size=4, shuffle=True)
# --8<-- [end:fails]
