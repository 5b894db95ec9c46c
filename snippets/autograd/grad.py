import torch

# --8<-- [start:grad]
w = torch.tensor(3.0, requires_grad=True)
b = torch.tensor(1.0, requires_grad=True)
y = w * w + b
dw, db = torch.autograd.grad(y, (w, b))
print("returned", dw.item(), db.item())
print("w.grad", w.grad, "b.grad", b.grad)
# --8<-- [end:grad]

# --8<-- [start:fails]
y = w * w
torch.autograd.grad(y, (w, b))
# --8<-- [end:fails]
