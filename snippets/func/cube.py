import torch
from torch.func import grad, vmap

from snippets.func.new_cube import NewCube

# --8<-- [start:use]
x = torch.tensor([1.0, 2.0])
print("f' ", vmap(grad(NewCube.apply))(x).tolist())
print("f''", vmap(grad(grad(NewCube.apply)))(x).tolist())
# --8<-- [end:use]


# --8<-- [start:fails]
class OldCube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return 3 * x**2 * grad_output


grad(OldCube.apply)(torch.tensor(2.0))
# --8<-- [end:fails]
