import torch
from torch.func import vmap

# --8<-- [start:dot]
def distance(a, b):
    # zh: (3,)、(3,) → 一个数
    # en: (3,), (3,) → one number
    return (a - b).square().sum().sqrt()


torch.manual_seed(0)
a, b = torch.rand(5, 3), torch.rand(4, 3)
print("pairs     ", tuple(vmap(distance)(a[:4], b).shape))
print("one to all", tuple(vmap(distance, in_dims=(None, 0))(a[0], b).shape))
table = vmap(vmap(distance, in_dims=(None, 0)), in_dims=(0, None))(a, b)
print("all to all", tuple(table.shape))
print("as cdist  ", torch.allclose(table, torch.cdist(a, b)))
# --8<-- [end:dot]

# --8<-- [start:where]
def clipped(row):
    return torch.where(row.sum() > 1, row / row.sum(), row)


print(tuple(vmap(clipped)(a).shape))
# --8<-- [end:where]

# --8<-- [start:fails]
def branch(row):
    if row.sum() > 1:
        return row / row.sum()
    return row


vmap(branch)(a)
# --8<-- [end:fails]
