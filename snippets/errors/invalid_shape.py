import torch

# --8<-- [start:fix]
x = torch.zeros(1, 16, 4, 4)
print(torch.flatten(x, 1).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
x = torch.zeros(1, 16, 4, 4)
x.view(-1, 400)
# --8<-- [end:fails]
