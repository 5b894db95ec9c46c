import torch
from torch import nn


# --8<-- [start:change]
def triple(module, args):
    return args[0] * 3


def add_ten(module, args, output):
    return output + 10


act = nn.ReLU()
act.register_forward_pre_hook(triple)
act.register_forward_hook(add_ten)
print(act(torch.tensor([-1.0, 2.0])).tolist())
# --8<-- [end:change]
