import torch

# --8<-- [start:answer]
x, target = torch.tensor(3.0), torch.tensor(5.0)
w = torch.tensor(2.0, requires_grad=True)
b = torch.tensor(1.0, requires_grad=True)
output = w * x + b
loss = (output - target) ** 2
loss.backward()
print(loss.item(), w.grad.item(), b.grad.item())
# --8<-- [end:answer]
