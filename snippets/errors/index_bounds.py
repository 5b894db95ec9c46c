import torch

# --8<-- [start:fix]
x = torch.arange(10)
print(x[9], x[-1], x[len(x) - 1])
# --8<-- [end:fix]

# --8<-- [start:fails]
x = torch.arange(10)
x[10]
# --8<-- [end:fails]
