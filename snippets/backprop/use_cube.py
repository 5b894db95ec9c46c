import torch

from snippets.backprop.cube import Cube

# --8<-- [start:use]
x = torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)
y = Cube.apply(x)
print(y.grad_fn.name())
y.sum().backward()
print(x.grad.tolist())
print(torch.autograd.gradcheck(Cube.apply, (x,)))
# --8<-- [end:use]


# --8<-- [start:fails]
class Wrong(Cube):
    @staticmethod
    def backward(ctx, slope):
        (x,) = ctx.saved_tensors
        return slope * 2 * x**2


torch.autograd.gradcheck(Wrong.apply, (x,))
# --8<-- [end:fails]
