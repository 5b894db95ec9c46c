import torch

# --8<-- [start:rows]
A = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
for v in ([1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [1.0, 1.0, 1.0]):
    x = torch.tensor([1.0, 1.0], requires_grad=True)
    y = A @ x
    y.backward(torch.tensor(v))
    print(v, x.grad.tolist())
# --8<-- [end:rows]

# --8<-- [start:fails]
y = A @ x
y.backward()
# --8<-- [end:fails]
