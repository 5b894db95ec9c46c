import torch
from torch import nn

from snippets.hooks.small import Small

# --8<-- [start:bypass]
net = Small()
called = []


def note(name):
    return lambda *args: called.append(name)


for name, module in net.named_modules():
    module.register_forward_hook(note(name or "net"))
x = torch.rand(5, 3)
y = net(x)
print("net(x)        ", called)
called.clear()
y = net.forward(x)
print("net.forward(x)", called)
called.clear()
y = nn.functional.linear(x, net.fc1.weight)
print("F.linear      ", called)
# --8<-- [end:bypass]
