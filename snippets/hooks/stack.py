# --8<-- [start:imports]
import torch
from torch import nn
# --8<-- [end:imports]

# --8<-- [start:stack]
layer = nn.Linear(3, 2)


def say(word):
    return lambda *args: print(word)


layer.register_forward_hook(say("first"))
layer.register_forward_hook(say("second"))
layer.register_forward_hook(say("prepended"), prepend=True)
everywhere = nn.modules.module.register_module_forward_hook(say("global"))
y = layer(torch.ones(1, 3))
everywhere.remove()
# --8<-- [end:stack]
