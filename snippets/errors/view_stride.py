import torch

# --8<-- [start:fix]
x = torch.zeros(2, 3, 4).transpose(1, 2)
print(x.flatten(1).shape, x.reshape(2, 12).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
x = torch.zeros(2, 3, 4).transpose(1, 2)
x.view(2, 12)
# --8<-- [end:fails]
