import torch

# --8<-- [start:tensor]
x = torch.ones(2, requires_grad=True)
y = x * 3
y.register_hook(lambda grad: print("y", grad.tolist()))
x.register_hook(lambda grad: grad * 10)
x.register_hook(lambda grad: print("x", grad.tolist(), "x.grad", x.grad))
(y**2).sum().backward()
print("after backward, x.grad", x.grad.tolist())
# --8<-- [end:tensor]

# --8<-- [start:fails]
with torch.no_grad():
    y = x * 3
y.register_hook(print)
# --8<-- [end:fails]
