import torch
from torch import nn


# --8<-- [start:shapes]
def shapes(module, grad_input, grad_output):
    print("grad_input ", [tuple(grad.shape) for grad in grad_input])
    print("grad_output", [tuple(grad.shape) for grad in grad_output])


layer = nn.Linear(3, 2)
layer.register_full_backward_hook(shapes)
x = torch.rand(4, 3, requires_grad=True)
layer(x).sum().backward()
# --8<-- [end:shapes]


# --8<-- [start:zero]
def zero_input(module, grad_input, grad_output):
    return (torch.zeros_like(grad_input[0]),)


def zero_output(module, grad_output):
    return (torch.zeros_like(grad_output[0]),)


after, before = nn.Linear(3, 2), nn.Linear(3, 2)
after.register_full_backward_hook(zero_input)
before.register_full_backward_pre_hook(zero_output)
for name, layer in (("full hook", after), ("pre-hook ", before)):
    x = torch.rand(4, 3, requires_grad=True)
    layer(x).sum().backward()
    print(name, "x", x.grad.any().item(), "weight", layer.weight.grad.any().item())
# --8<-- [end:zero]


# --8<-- [start:fails]
def zero_bare(module, grad_input, grad_output):
    return torch.zeros_like(grad_input[0])


layer = nn.Linear(3, 2)
layer.register_full_backward_hook(zero_bare)
x = torch.rand(4, 3, requires_grad=True)
layer(x).sum().backward()
# --8<-- [end:fails]
