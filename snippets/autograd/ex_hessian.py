import torch


# --8<-- [start:answer]
def f(x):
    return x[0] ** 2 * x[1] + x[1] ** 3


x = torch.tensor([1.0, 2.0], requires_grad=True)
v = torch.tensor([1.0, -1.0])
(gradient,) = torch.autograd.grad(f(x), x, create_graph=True)
(product,) = torch.autograd.grad(gradient @ v, x)
print("gradient", gradient.tolist())
print("Hv", product.tolist())
H = torch.func.jacrev(torch.func.jacrev(f))(x.detach())
print("H", H.tolist(), "H @ v", (H @ v).tolist())
# --8<-- [end:answer]
