import torch
from torch.func import grad, vmap

# --8<-- [start:new]
class NewCube(torch.autograd.Function):
    generate_vmap_rule = True

    @staticmethod
    def forward(x):
        return x**3

    @staticmethod
    def setup_context(ctx, inputs, output):
        (x,) = inputs
        ctx.save_for_backward(x)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return 3 * x**2 * grad_output


x = torch.tensor([1.0, 2.0])
print("f' ", vmap(grad(NewCube.apply))(x).tolist())
print("f''", vmap(grad(grad(NewCube.apply)))(x).tolist())
# --8<-- [end:new]


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
