import torch

# --8<-- [start:fix]
x = torch.ones(2, requires_grad=True)
y = x.sigmoid()
y = y + 1
y.sum().backward()
print(x.grad.shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
x = torch.ones(2, requires_grad=True)
y = x.sigmoid()
y += 1
y.sum().backward()
# --8<-- [end:fails]
