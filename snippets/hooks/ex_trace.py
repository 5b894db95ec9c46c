import torch
from torch import nn

from snippets.hooks.small import Small

# --8<-- [start:answer]
from contextlib import contextmanager


@contextmanager
def trace(net):
    names = {module: name or "net" for name, module in net.named_modules()}

    def show(module, args, output):
        if module in names:
            print(names[module], tuple(args[0].shape), tuple(output.shape))

    with nn.modules.module.register_module_forward_hook(show):
        yield


net = Small()
with trace(net):
    net(torch.rand(5, 3))
y = net(torch.rand(5, 3))
# --8<-- [end:answer]
