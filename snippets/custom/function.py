import torch


# --8<-- [start:function]
class RMSFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, weight, eps):
        r = torch.rsqrt(x.square().mean(-1, keepdim=True) + eps)
        ctx.save_for_backward(x, weight, r)
        return x * r * weight

    @staticmethod
    def backward(ctx, grad_output):
        x, weight, r = ctx.saved_tensors
        g = grad_output * weight
        mean = (g * x).mean(-1, keepdim=True)
        grad_x = r * (g - x * r.square() * mean)
        # zh: weight 用在每一行，所以把各行加起来
        # en: each row uses weight, so the rows are added up
        rows = (grad_output * x * r).reshape(-1, x.shape[-1])
        return grad_x, rows.sum(0), None
# --8<-- [end:function]
