import torch
from torch.utils.data import DataLoader, TensorDataset

from snippets.data.points import Points

# --8<-- [start:points]
x = torch.arange(12.0).reshape(6, 2)
target = torch.tensor([0, 1, 2, 0, 1, 2])
points = Points(x, target)
print("length", len(points))
print("sample 4", points[4])
print("TensorDataset", TensorDataset(x, target)[4])
# --8<-- [end:points]


# --8<-- [start:fails]
class TooLong(Points):
    def __len__(self):
        return 8


for rows, classes in DataLoader(TooLong(x, target), batch_size=4):
    print(tuple(rows.shape), classes.tolist())
# --8<-- [end:fails]
