import torch
from torch import nn

# --8<-- [start:hook]
torch.manual_seed(0)
layer = nn.Linear(3, 2)


def report(module, args, output):
    print("hook saw", tuple(output.shape))


layer.register_forward_hook(report)
x = torch.ones(4, 3)
y = layer(x)
print("called layer(x)")
y = layer.forward(x)
print("called layer.forward(x)")
# --8<-- [end:hook]


# --8<-- [start:fails]
class Typo(nn.Module):
    def foward(self, x):
        return x


Typo()(x)
# --8<-- [end:fails]
