import torch

# --8<-- [start:proof]
w = torch.tensor(3.0, requires_grad=True)
y = w * w
w.data.sub_(10.0)
y.backward()
print(w.grad.item())
# --8<-- [end:proof]
