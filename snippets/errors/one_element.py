import torch

# --8<-- [start:fix]
rows = [torch.zeros(2), torch.ones(2)]
print(torch.stack(rows).tolist())
# --8<-- [end:fix]

# --8<-- [start:fails]
rows = [torch.zeros(2), torch.ones(2)]
torch.tensor(rows)
# --8<-- [end:fails]
