import torch

from snippets.custom.function import RMSFunction

# --8<-- [start:fails]
from torch.autograd.function import once_differentiable


class OnceRMSFunction(RMSFunction):
    backward = staticmethod(once_differentiable(RMSFunction.backward))


x = torch.rand(2, 3, requires_grad=True)
y = OnceRMSFunction.apply(x, torch.ones(3), 1e-6)
(first,) = torch.autograd.grad(y.square().sum(), x, create_graph=True)
first.sum().backward()
# --8<-- [end:fails]
