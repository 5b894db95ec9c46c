import torch

# --8<-- [start:fix]
a, b = torch.ones(2, 3), torch.ones(3, 2, dtype=torch.float64)
print((a @ b.float()).dtype, (a.double() @ b).dtype)
# --8<-- [end:fix]

# --8<-- [start:fails]
a, b = torch.ones(2, 3), torch.ones(3, 2, dtype=torch.float64)
a @ b
# --8<-- [end:fails]
