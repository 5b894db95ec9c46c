import torch
from torch import nn


# --8<-- [start:norms]
torch.manual_seed(0)


def norms(act):
    net = nn.Sequential(*[part for _ in range(4) for part in (nn.Linear(16, 16), act())])
    found = {}
    for name, module in net.named_children():
        if isinstance(module, nn.Linear):
            module.register_full_backward_pre_hook(lambda module, grad, name=name: found.update({name: grad[0].norm().item()}))
    net(torch.rand(8, 16, requires_grad=True)).sum().backward()
    return " ".join(f"{name}: {norm:.4f}" for name, norm in found.items())


print(norms(nn.Sigmoid))
print(norms(nn.ReLU))
# --8<-- [end:norms]
