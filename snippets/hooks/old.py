import torch
from torch import nn

# --8<-- [start:warns]
import copy

modules = {
    "Linear": (nn.Linear(3, 2), (4, 3)),
    "Linear 3-D": (nn.Linear(3, 2), (5, 4, 3)),
    "Conv2d": (nn.Conv2d(1, 2, 3), (1, 1, 6, 6)),
    "Sequential": (nn.Sequential(nn.Linear(3, 2), nn.ReLU()), (4, 3)),
}
seen = []


def keep(module, grad_input, grad_output):
    seen.append([tuple(grad.shape) for grad in grad_input])


for old, shape in modules.values():
    full = copy.deepcopy(old)
    old.register_backward_hook(keep)
    full.register_full_backward_hook(keep)
    for module in (old, full):
        module(torch.rand(shape, requires_grad=True)).sum().backward()
# --8<-- [end:warns]

# --8<-- [start:table]
for name, old, full in zip(modules, seen[::2], seen[1::2]):
    print(f"{name:10} old ", *old)
    print(f"{name:10} full", *full)
# --8<-- [end:table]
