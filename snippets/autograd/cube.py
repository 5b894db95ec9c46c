import torch


# --8<-- [start:cube]
class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        # zh: 存下 backward 要用的张量
        # en: saves the tensor that backward needs
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx, grad_output):
        # zh: grad_output 是损失对输出的梯度，乘以导数 3x² 得到对 x 的梯度
        # en: times the derivative 3x², the gradient of the output becomes the gradient with respect to x
        (x,) = ctx.saved_tensors
        return grad_output * 3 * x**2
# --8<-- [end:cube]
