import torch
from torch import nn

# --8<-- [start:fix]
layer = nn.Linear(3, 2)
layer.register_full_backward_hook(lambda module, grad_in, grad_out: (grad_in[0] * 2,))
x = torch.ones(4, 3, requires_grad=True)
layer(x).sum().backward()
print(x.grad.shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
layer = nn.Linear(3, 2)
layer.register_full_backward_hook(lambda module, grad_in, grad_out: grad_in[0] * 2)
layer(torch.ones(4, 3, requires_grad=True)).sum().backward()
# --8<-- [end:fails]
