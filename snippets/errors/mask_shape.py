import torch

# --8<-- [start:fix]
x, target = torch.zeros(10, 2), torch.arange(10)
keep = target > 4
print(x[keep].shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
x, target = torch.zeros(10, 2), torch.arange(8)
x[target > 4]
# --8<-- [end:fails]
