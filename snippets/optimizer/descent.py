# --8<-- [start:imports]
import torch

# --8<-- [end:imports]

# --8<-- [start:walk]
w = torch.tensor(0.0, requires_grad=True)
lr = 0.1
for step in range(5):
    loss = (w - 3) ** 2
    # zh: 把 loss 对 w 的梯度存进 w.grad
    # en: stores the gradient of loss with respect to w in w.grad
    loss.backward()
    print("step", step, f"w {w.item():.3f}  loss {loss.item():.3f}  gradient {w.grad.item():.3f}")
    with torch.no_grad():
        # zh: w 减去 lr 乘以梯度
        # en: subtracts lr times the gradient from w
        w -= lr * w.grad
    # zh: 丢掉这个梯度，下一步重新算
    # en: drops this gradient; the next step computes a new one
    w.grad = None
# --8<-- [end:walk]
