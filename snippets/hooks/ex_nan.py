import torch
from torch import nn


# --8<-- [start:net]
torch.manual_seed(0)


class Log(nn.Module):
    def forward(self, x):
        return torch.log(x)


net = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), Log(), nn.Linear(4, 2))
print(net(torch.rand(5, 3)).isnan().any().item())
# --8<-- [end:net]


# --8<-- [start:fails]
torch.manual_seed(0)


def guard(net):
    def stop(module, args, output):
        if output.isnan().any():
            raise ValueError(f"nan from {names[module]}, {type(module).__name__}")

    names = {module: name for name, module in net.named_modules()}
    for module in names:
        module.register_forward_hook(stop)


guard(net)
net(torch.rand(5, 3))
# --8<-- [end:fails]
