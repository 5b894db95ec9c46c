import torch

# --8<-- [start:proof]
w = torch.ones(2, requires_grad=True)
with torch.no_grad():
    quiet = w * 2
print((torch.ones(2) * 2).grad_fn, quiet.grad_fn, (w * 2).grad_fn.name())
# --8<-- [end:proof]
