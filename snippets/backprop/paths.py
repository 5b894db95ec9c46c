# gradients: y
import torch

# --8<-- [start:paths]
x = torch.tensor(2.0, requires_grad=True)
a = x * x
b = 3 * x
y = a + b
y.backward()
print("y", y.item(), "x.grad", x.grad.item())
# --8<-- [end:paths]
