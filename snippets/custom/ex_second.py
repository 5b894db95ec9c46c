import torch

from snippets.custom.function import RMSFunction


# --8<-- [start:answer]
class TwiceRMSFunction(RMSFunction):
    @staticmethod
    def forward(ctx, x, weight, eps):
        ctx.save_for_backward(x, weight)
        ctx.eps = eps
        return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + eps) * weight

    @staticmethod
    def backward(ctx, grad_output):
        x, weight = ctx.saved_tensors
        # zh: 在 backward 里由 x 算出来，所以会被记录
        # en: computed from x in backward, so it is recorded
        r = torch.rsqrt(x.square().mean(-1, keepdim=True) + ctx.eps)
        g = grad_output * weight
        mean = (g * x).mean(-1, keepdim=True)
        grad_x = r * (g - x * r.square() * mean)
        rows = (grad_output * x * r).reshape(-1, x.shape[-1])
        return grad_x, rows.sum(0), None


torch.manual_seed(0)
x = torch.randn(2, 3, dtype=torch.float64, requires_grad=True)
weight = torch.rand(3, dtype=torch.float64, requires_grad=True)
arguments = (x, weight, 1e-6)
print(torch.autograd.gradgradcheck(TwiceRMSFunction.apply, arguments))
# --8<-- [end:answer]
