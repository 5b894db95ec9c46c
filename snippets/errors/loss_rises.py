import torch

# --8<-- [start:shows]
# zh: 忘了 zero_grad：梯度越加越大，步子也越来越大
# en: without zero_grad the gradients add up, and steps become larger
def train(clear, lr):
    w = torch.tensor([4.0], requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=lr)
    for step in range(20):
        loss = w.pow(2).sum()
        if clear:
            optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return round(loss.item(), 4)


print("no zero_grad", train(False, 0.4), "lr 1.1", train(True, 1.1))
# --8<-- [end:shows]

# --8<-- [start:fix]
print("zero_grad, lr 0.1", train(True, 0.1))
# --8<-- [end:fix]
