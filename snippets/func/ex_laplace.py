import torch
from torch import nn
from torch.func import jacrev, vmap

# --8<-- [start:answer]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(3, 8), nn.Tanh(), nn.Linear(8, 1))


def laplacian(x):
    # zh: 把输出 (1,) 变成一个数，Hessian 就是 (3, 3)
    # en: as the output (1,) becomes one number, the Hessian is (3, 3)
    return jacrev(jacrev(lambda x: net(x)[0]))(x).trace()


x = torch.randn(5, 3)
print("one number each", tuple(vmap(laplacian)(x).shape))
plane = nn.Linear(3, 1)
second = jacrev(jacrev(lambda x: plane(x)[0]))(x[0])
print("of a linear layer", second.abs().max().item())
# --8<-- [end:answer]
