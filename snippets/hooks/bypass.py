import torch
from torch import nn

from snippets.hooks.small import Small

# --8<-- [start:bypass]
net = Small()
called = []
for name, module in net.named_modules():
    module.register_forward_hook(lambda module, args, output, name=name: called.append(name or "net"))
x = torch.rand(5, 3)
for run in (net, net.forward, lambda x: nn.functional.linear(x, net.fc1.weight)):
    called.clear()
    run(x)
    print(called)
# --8<-- [end:bypass]
