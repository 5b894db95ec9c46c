import torch

# --8<-- [start:proof]
x = torch.zeros(2, requires_grad=True)
shared, copy = x.detach(), x.detach().clone()
shared[0] = 5
print("x   ", x.tolist())
print("copy", copy.tolist())
# --8<-- [end:proof]
