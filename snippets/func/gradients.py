import torch
import torch.nn.functional as F
from torch import nn
from torch.func import functional_call, grad

# --8<-- [start:cube]
def cube(x):
    return x**3


x = torch.tensor(2.0)
print("f", cube(x).item())
print("f'", grad(cube)(x).item())
print("f''", grad(grad(cube))(x).item())
# --8<-- [end:cube]


# --8<-- [start:loss]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 2))
params = {name: p.detach() for name, p in net.named_parameters()}
x, target = torch.randn(3, 2), torch.tensor([0, 1, 1])


def mean_loss(params, x, target):
    return F.cross_entropy(functional_call(net, params, (x,)), target)


gradients = grad(mean_loss)(params, x, target)
print("shapes", [tuple(gradient.shape) for gradient in gradients.values()])
print("grad of net", net[0].weight.grad)
mean_loss(dict(net.named_parameters()), x, target).backward()
print("equal", torch.allclose(gradients["0.weight"], net[0].weight.grad))
# --8<-- [end:loss]

# --8<-- [start:off]
def square(x):
    return x**2


def silent(x):
    with torch.no_grad():
        return x**2


with torch.no_grad():
    print("no_grad around grad", grad(square)(torch.tensor(3.0)).item())
print("no_grad inside     ", grad(silent)(torch.tensor(3.0)).item())
# --8<-- [end:off]

# --8<-- [start:fails]
grad(lambda params: functional_call(net, params, (x,)))(params)
# --8<-- [end:fails]
