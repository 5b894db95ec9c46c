import torch
from torch import nn

# --8<-- [start:always]
net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(5, 2))


def broken(module, args, output):
    if output is None:
        print("no output:", type(module).__name__, "input", tuple(args[0].shape))


for module in net.modules():
    module.register_forward_hook(broken, always_call=True)
try:
    net(torch.ones(1, 3))
except RuntimeError as error:
    print(error)
# --8<-- [end:always]
