import torch


# --8<-- [start:power]
class Power(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, n):
        ctx.save_for_backward(x)
        # zh: 不是张量的实参，直接存在 ctx 上
        # en: an argument that is not a tensor is stored on ctx itself
        ctx.n = n
        return x**n

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        # zh: forward 的每个实参各返回一项，n 没有梯度
        # en: one result for each argument of forward; n has no gradient
        return grad_output * ctx.n * x ** (ctx.n - 1), None


x = torch.tensor([1.0, 2.0], requires_grad=True)
Power.apply(x, 3).sum().backward()
print("x.grad", x.grad.tolist())
# --8<-- [end:power]
