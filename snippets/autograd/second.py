import torch

# --8<-- [start:second]
x = torch.tensor(3.0, requires_grad=True)
y = x**3
(first,) = torch.autograd.grad(y, x, create_graph=True)
(second,) = torch.autograd.grad(first, x)
print("first ", first.item(), first.requires_grad)
print("second", second.item(), second.requires_grad)
# --8<-- [end:second]

# --8<-- [start:warns]
x = torch.tensor(3.0, requires_grad=True)
y = x**3
y.backward(create_graph=True)
# --8<-- [end:warns]

# --8<-- [start:fails]
y = x**3
(first,) = torch.autograd.grad(y, x)
torch.autograd.grad(first, x)
# --8<-- [end:fails]
