import torch

# --8<-- [start:steps]
w = torch.tensor(2.0, requires_grad=True)
b = torch.tensor(-1.0, requires_grad=True)
for step in range(3):
    loss = (w * 3.0 + b - 4.0) ** 2
    print(f"step {step}  w {w.item():.4f}  b {b.item():.4f}  loss {loss.item():.4f}")
    # zh: 清掉上一步的梯度，再算这一步的
    # en: clear the gradients of the step before, then compute those of this step
    w.grad = b.grad = None
    loss.backward()
    with torch.no_grad():
        w -= 0.01 * w.grad
        b -= 0.01 * b.grad
# --8<-- [end:steps]
