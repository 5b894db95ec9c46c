import torch
from torch import nn

from snippets.module.scale import Scale

# --8<-- [start:hook]
net = Scale()
x = torch.tensor([1.0, 2.0, 3.0])


def report(module, args, output):
    print("    hook: the output is", output.tolist())


net.register_forward_hook(report)
print("net(x)")
y = net(x)
print("net.__call__(x)")
y = net.__call__(x)
print("net.forward(x)")
y = net.forward(x)
# --8<-- [end:hook]


# --8<-- [start:fails]
class Typo(nn.Module):
    def foward(self, x):
        return x


Typo()(x)
# --8<-- [end:fails]
