import torch
from torch import nn


# --8<-- [start:paths]
def conv3x3(**settings):
    # zh: 一层 3×3 的卷积，9 个权重全是 1
    # en: one 3×3 convolution whose nine weights are all 1
    layer = nn.Conv2d(1, 1, 3, bias=False, **settings)
    nn.init.ones_(layer.weight)
    return layer


def paths(net, size=33):
    image = torch.zeros(1, 1, size, size, requires_grad=True)
    y = net(image)
    middle = y.shape[2] // 2
    y[0, 0, middle, middle].backward()
    return image.grad[0, 0]
# --8<-- [end:paths]
