import torch

# --8<-- [start:fix]
w = torch.ones(2, requires_grad=True)
for step in range(2):
    loss = (w * 2).sum()
    loss.backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
    w.grad = None
print([round(value, 4) for value in w.tolist()])
# --8<-- [end:fix]

# --8<-- [start:fails]
w = torch.ones(2, requires_grad=True)
for step in range(2):
    w.grad.zero_()
    (w * 2).sum().backward()
# --8<-- [end:fails]
