import warnings

import torch

# --8<-- [start:fix]
class Double(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2

    @staticmethod
    def backward(ctx, grad):
        return grad * 2


x = torch.ones(2, requires_grad=True)
Double.apply(x).sum().backward()
print(x.grad.tolist())
# --8<-- [end:fix]

# --8<-- [start:fails]
class Double(torch.autograd.Function):
    def forward(self, x):
        return x * 2

    def backward(self, grad):
        return grad * 2


with warnings.catch_warnings(action="ignore"):
    Double()(torch.ones(2, requires_grad=True))
# --8<-- [end:fails]
