from torch.utils.data import DataLoader, IterableDataset

# --8<-- [start:fix]
class Stream(IterableDataset):
    def __iter__(self):
        return iter(range(10))


loader = DataLoader(Stream(), batch_size=4)
print(sum(1 for batch in loader))
# --8<-- [end:fix]

# --8<-- [start:fails]
class Stream(IterableDataset):
    def __iter__(self):
        return iter(range(10))


len(DataLoader(Stream(), batch_size=4))
# --8<-- [end:fails]
