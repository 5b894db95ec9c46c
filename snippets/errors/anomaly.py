import warnings

import torch

# --8<-- [start:fix]
x = torch.tensor([0.0, 4.0], requires_grad=True)
(x + 1e-8).sqrt().sum().backward()
print(x.grad.isfinite().all().item())
# --8<-- [end:fix]

# --8<-- [start:fix_where]
# zh: where 不选的分支也求导：先换掉坏的输入
# en: where differentiates the branch that it does not take, too: replace bad inputs first
x = torch.tensor([0.0, 4.0], requires_grad=True)
safe = torch.where(x > 0, x, torch.ones_like(x))
torch.where(x > 0, safe.log(), torch.zeros_like(x)).sum().backward()
print(x.grad.tolist())
# --8<-- [end:fix_where]

# --8<-- [start:fails]
x = torch.tensor([0.0, 4.0], requires_grad=True)
with warnings.catch_warnings(action="ignore"), torch.autograd.detect_anomaly():
    (x.sqrt() * 0).sum().backward()
# --8<-- [end:fails]
