import torch

# --8<-- [start:fix]
w = torch.ones(2, requires_grad=True)
w.grad = torch.tensor([1.0, 2.0])
print(w.grad.shape == w.shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
w = torch.ones(2, requires_grad=True)
w.grad = torch.tensor([1.0, 2.0, 3.0])
# --8<-- [end:fails]
