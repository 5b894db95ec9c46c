import torch
from torch import nn

# --8<-- [start:fix]
layer = nn.Linear(3, 2)
layer.register_forward_hook(lambda module, args, output: print("forward", output.shape))
layer.register_forward_pre_hook(lambda module, args: print("before", args[0].shape))
layer.register_full_backward_hook(lambda module, grad_in, grad_out: print("back", grad_out[0].shape))
layer(torch.ones(1, 3, requires_grad=True)).sum().backward()
# --8<-- [end:fix]

# --8<-- [start:fails]
layer = nn.Linear(3, 2)
layer.register_forward_hook(lambda module, output: print(output.shape))
layer(torch.ones(1, 3))
# --8<-- [end:fails]
