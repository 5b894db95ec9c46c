# --8<-- [start:rows]
import torch

A = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
for v in ([1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [1.0, 1.0, 1.0]):
    x = torch.tensor([1.0, 1.0], requires_grad=True)
    y = A @ x
    y.backward(torch.tensor(v))
    print("v", v, "x.grad", x.grad.tolist())
# --8<-- [end:rows]

# --8<-- [start:jacobian]
x = torch.tensor([1.0, 1.0])
J = torch.func.jacrev(lambda x: torch.sin(A @ x))(x)
print("shape", tuple(J.shape))
# zh: 与公式比较：每行乘以 cos
# en: compared with the formula: each row times cos
print(torch.allclose(J, torch.cos(A @ x)[:, None] * A))
# --8<-- [end:jacobian]

# --8<-- [start:fails]
x = torch.tensor([1.0, 1.0], requires_grad=True)
y = A @ x
y.backward(torch.ones(2))
# --8<-- [end:fails]
