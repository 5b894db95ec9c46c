import torch

# --8<-- [start:proof]
x = torch.ones(2, requires_grad=True)
(x * 3).sum().backward()
print(x.grad.tolist())
# --8<-- [end:proof]
