import torch
from torch import nn


# --8<-- [start:change]
def triple(module, args):
    return args[0] * 3


def add_ten(module, args, output):
    return output + 10


act = nn.ReLU()
x = torch.tensor([-1.0, 2.0])
print("without hooks ", act(x).tolist())
act.register_forward_pre_hook(triple)
print("with pre-hook ", act(x).tolist())
act.register_forward_hook(add_ten)
print("with both     ", act(x).tolist())
# --8<-- [end:change]
