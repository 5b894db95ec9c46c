import torch

# --8<-- [start:fix]
def halve(grad):
    return grad / 2


x = torch.ones(2, requires_grad=True)
x.register_hook(halve)
(x * 2).sum().backward()
print(x.grad.tolist())
# --8<-- [end:fix]

# --8<-- [start:fails]
def halve(grad):
    return grad[:1]


x = torch.ones(2, requires_grad=True)
x.register_hook(halve)
(x * 2).sum().backward()
# --8<-- [end:fails]
