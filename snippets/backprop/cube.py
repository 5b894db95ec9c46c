import torch


# --8<-- [start:cube]
class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx, slope):
        # zh: slope 是输出的梯度，乘上 3x² 就是 x 的梯度
        # en: slope is the gradient of the output; times 3x², that of x
        (x,) = ctx.saved_tensors
        return slope * 3 * x**2
# --8<-- [end:cube]
