import torch

# --8<-- [start:warns]
x = torch.ones(3)
y = torch.tensor(x)
# --8<-- [end:warns]

# --8<-- [start:fix]
x = torch.ones(3)
y = x.detach().clone()
print(y.tolist())
# --8<-- [end:fix]
