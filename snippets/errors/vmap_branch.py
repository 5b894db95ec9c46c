import torch
from torch.func import vmap


# --8<-- [start:fix]
def scale(row):
    return torch.where(row.sum() > 1, row / row.sum(), row)


print(vmap(scale)(torch.ones(2, 4)).tolist())
# --8<-- [end:fix]


# --8<-- [start:fails]
def scale(row):
    if row.sum() > 1:
        return row / row.sum()
    return row


vmap(scale)(torch.ones(2, 4))
# --8<-- [end:fails]
