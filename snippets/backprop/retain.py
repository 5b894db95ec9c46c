import torch

# --8<-- [start:retain]
x = torch.tensor(2.0, requires_grad=True)
a = x * x
b = 3 * x
y = a + b
for tensor in (a, b, y):
    tensor.retain_grad()
y.backward()
print([tensor.grad.item() for tensor in (y, a, b, x)])
# --8<-- [end:retain]
