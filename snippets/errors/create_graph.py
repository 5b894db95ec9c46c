import torch

# --8<-- [start:warns]
w = torch.ones(2, requires_grad=True)
(w**3).sum().backward(create_graph=True)
w.grad.pow(2).sum().backward()
w.grad = None
# --8<-- [end:warns]

# --8<-- [start:fix]
w = torch.ones(2, requires_grad=True)
(gradient,) = torch.autograd.grad((w**3).sum(), w, create_graph=True)
gradient.pow(2).sum().backward()
print(gradient.tolist(), w.grad.tolist())
# --8<-- [end:fix]
