import torch
from torch.func import grad


# --8<-- [start:fix]
class Cube(torch.autograd.Function):
    @staticmethod
    def forward(x):
        return x**3

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return 3 * x**2 * grad_output


print(grad(Cube.apply)(torch.tensor(2.0)).item())
# --8<-- [end:fix]


# --8<-- [start:fails]
class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return 3 * x**2 * grad_output


grad(Cube.apply)(torch.tensor(2.0))
# --8<-- [end:fails]
