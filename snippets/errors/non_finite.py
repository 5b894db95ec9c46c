import torch
from torch import nn

# --8<-- [start:fix]
w = nn.Parameter(torch.zeros(1))
(w + 1e-6).sqrt().sum().backward()
nn.utils.clip_grad_norm_([w], 1.0, error_if_nonfinite=True)
print(round(w.grad.item(), 4))
# --8<-- [end:fix]

# --8<-- [start:fails]
w = nn.Parameter(torch.zeros(1))
w.sqrt().sum().backward()
nn.utils.clip_grad_norm_([w], 1.0, error_if_nonfinite=True)
# --8<-- [end:fails]
