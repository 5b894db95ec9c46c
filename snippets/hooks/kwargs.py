import torch
from torch import nn


# --8<-- [start:kwargs]
class Scale(nn.Module):
    def forward(self, x, factor=1.0):
        return x * factor


def plain(module, args, output):
    print("plain hook:", len(args), "args")


def full(module, args, kwargs, output):
    print("with_kwargs:", len(args), "args,", sorted(kwargs))


def halve(module, args, kwargs):
    return args, {**kwargs, "factor": 0.5}


scale = Scale()
scale.register_forward_hook(plain)
scale.register_forward_hook(full, with_kwargs=True)
print(scale(torch.ones(2), factor=3.0).tolist())
scale.register_forward_pre_hook(halve, with_kwargs=True)
print(scale(x=torch.ones(2)).tolist())
# --8<-- [end:kwargs]
