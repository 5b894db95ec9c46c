import torch
import torch.nn.functional as F
from torch import nn
from torch.func import functional_call, grad

# --8<-- [start:task]
torch.manual_seed(0)
net = nn.Linear(2, 1)
params = {name: p.detach() for name, p in net.named_parameters()}
x = torch.randn(50, 2)
target = x @ torch.tensor([[2.0], [-1.0]])


def fit(params):
    return F.mse_loss(functional_call(net, params, (x,)), target)
# --8<-- [end:task]


# --8<-- [start:answer]
def after_step(lr):
    gradients = grad(fit)(params)
    moved = {name: p - lr * gradients[name] for name, p in params.items()}
    return fit(moved)


lr = torch.tensor(0.1)
for step in range(20):
    lr = lr - 0.01 * grad(after_step)(lr)
print("lr", round(lr.item(), 2))
for value in (0.1, lr):
    print("loss after one step", round(after_step(value).item(), 2))
# --8<-- [end:answer]
