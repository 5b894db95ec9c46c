import torch
import torch.nn.functional as F


# --8<-- [start:reads]
def reads(size, **settings):
    # zh: 权重全是 1：输出之和的梯度，就是读这个像素的窗口数
    # en: weights of 1: the gradient of the sum counts the windows
    image = torch.zeros(1, 1, size, size, requires_grad=True)
    F.conv2d(image, torch.ones(1, 1, 3, 3), **settings).sum().backward()
    return image.grad[0, 0]
# --8<-- [end:reads]
