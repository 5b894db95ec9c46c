import torch

# --8<-- [start:fix]
x = torch.ones(3, requires_grad=True)
x.register_hook(lambda grad: print(grad.tolist()))
(x * 2).sum().backward()
# --8<-- [end:fix]

# --8<-- [start:fails]
x = torch.ones(3)
x.register_hook(lambda grad: print(grad))
# --8<-- [end:fails]
