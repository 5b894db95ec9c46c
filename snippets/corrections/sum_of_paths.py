import torch

# --8<-- [start:proof]
x = torch.tensor(3.0, requires_grad=True)
a, b = x * x, x
(a + b).backward()
print(x.grad.item())
# --8<-- [end:proof]
