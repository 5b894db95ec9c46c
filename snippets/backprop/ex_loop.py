import torch

# --8<-- [start:broken]
w = torch.tensor(1.0, requires_grad=True)
loss = (w - 3) ** 2
loss.backward()
w = w - 0.25 * w.grad
print("w", w.item(), "is_leaf", w.is_leaf)
# --8<-- [end:broken]

# --8<-- [start:answer]
w = torch.tensor(1.0, requires_grad=True)
for step in range(3):
    loss = (w - 3) ** 2
    loss.backward()
    with torch.no_grad():
        w -= 0.25 * w.grad
    w.grad = None
    print("w", w.item())
# --8<-- [end:answer]
