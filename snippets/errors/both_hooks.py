import torch
from torch import nn

# --8<-- [start:fix]
layer = nn.Linear(3, 2)
for name in ("first", "second"):
    layer.register_full_backward_hook(lambda module, grad_in, grad_out, name=name: print(name))
layer(torch.ones(1, 3, requires_grad=True)).sum().backward()
# --8<-- [end:fix]

# --8<-- [start:fails]
layer = nn.Linear(3, 2)
layer.register_backward_hook(lambda module, grad_in, grad_out: None)
layer.register_full_backward_hook(lambda module, grad_in, grad_out: None)
# --8<-- [end:fails]
