import torch
from torch import nn


# --8<-- [start:fails]
torch.manual_seed(0)


def broken(module, args, output):
    if output is None:
        print("no output:", type(module).__name__, tuple(args[0].shape))


net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(5, 2))
for module in net.modules():
    module.register_forward_hook(broken, always_call=True)
net(torch.ones(1, 3))
# --8<-- [end:fails]
