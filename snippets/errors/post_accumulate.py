import torch
from torch import nn

# --8<-- [start:fix]
w = nn.Parameter(torch.ones(2))
w.register_post_accumulate_grad_hook(lambda tensor: print(tensor.grad.tolist()))
(w * 2).sum().backward()
# --8<-- [end:fix]

# --8<-- [start:fails]
w = nn.Parameter(torch.ones(2))
y = w * 2
y.register_post_accumulate_grad_hook(lambda tensor: print(tensor.grad))
# --8<-- [end:fails]
