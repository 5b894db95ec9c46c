import torch
from torch import nn

# --8<-- [start:warns]
layer = nn.Linear(3, 2)
layer.register_full_backward_hook(lambda module, grad_in, grad_out: print(grad_in))
layer(torch.ones(1, 3)).sum().backward()
# --8<-- [end:warns]

# --8<-- [start:fix]
layer = nn.Linear(3, 2)
layer.register_full_backward_hook(lambda module, grad_in, grad_out: print(grad_in[0].shape))
layer(torch.ones(1, 3, requires_grad=True)).sum().backward()
# --8<-- [end:fix]
