import torch

from snippets.autograd.cube import Cube

# --8<-- [start:use]
x = torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)
y = Cube.apply(x)
print("grad_fn", y.grad_fn.name())
y.sum().backward()
print("x.grad", x.grad.tolist())
print("gradcheck", torch.autograd.gradcheck(Cube.apply, (x,)))
# --8<-- [end:use]


# --8<-- [start:fails]
class Wrong(Cube):
    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * 2 * x**2


torch.autograd.gradcheck(Wrong.apply, (x,))
# --8<-- [end:fails]
