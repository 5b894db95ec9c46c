import torch
from torch import nn
from torch.func import grad

# --8<-- [start:shapes]
from torch.func import jacrev

torch.manual_seed(0)
net = nn.Sequential(nn.Linear(3, 8), nn.Tanh(), nn.Linear(8, 2))
x = torch.randn(3)
print("Jacobian", tuple(jacrev(net)(x).shape))
print("Hessian ", tuple(jacrev(jacrev(net))(x).shape))
# --8<-- [end:shapes]


# --8<-- [start:product]
def f(x):
    return x[0] ** 2 * x[1] + x[1] ** 3


x, v = torch.tensor([1.0, 2.0]), torch.tensor([1.0, -1.0])
print("Hv   ", grad(lambda x: grad(f)(x) @ v)(x).tolist())
print("H @ v", (jacrev(jacrev(f))(x) @ v).tolist())
# --8<-- [end:product]
