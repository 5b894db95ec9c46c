import torch

# --8<-- [start:fix]
total, rows = torch.zeros(3), torch.tensor([0, 2])
values = torch.tensor([1.5, 2.5], dtype=torch.float64)
total[rows] = values.to(total.dtype)
print(total)
# --8<-- [end:fix]

# --8<-- [start:fails]
total, rows = torch.zeros(3), torch.tensor([0, 2])
values = torch.tensor([1.5, 2.5], dtype=torch.float64)
total[rows] = values
# --8<-- [end:fails]
