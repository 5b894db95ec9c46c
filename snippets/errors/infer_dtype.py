import torch

# --8<-- [start:fix]
values = [1.0, None, 3.0]
x = torch.tensor([float("nan") if value is None else value for value in values])
print(x.tolist(), x.isnan().sum().item())
# --8<-- [end:fix]

# --8<-- [start:fails]
torch.tensor([1.0, None, 3.0])
# --8<-- [end:fails]
