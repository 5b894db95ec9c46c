import torch

# --8<-- [start:fix]
w = (torch.ones(3) * 0.1).requires_grad_()
optimizer = torch.optim.SGD([w], lr=0.1)
print(w.is_leaf)
# --8<-- [end:fix]

# --8<-- [start:fails]
w = torch.ones(3, requires_grad=True) * 0.1
torch.optim.SGD([w], lr=0.1)
# --8<-- [end:fails]
