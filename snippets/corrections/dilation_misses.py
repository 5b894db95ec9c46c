import torch
from torch import nn

# --8<-- [start:proof]
def unused(stride):
    x = torch.ones(1, 1, 7, 7, requires_grad=True)
    kernel = torch.ones(1, 1, 3, 3)
    nn.functional.conv2d(x, kernel, dilation=2, stride=stride).sum().backward()
    return int((x.grad == 0).sum())


print(unused(stride=1), unused(stride=2))
# --8<-- [end:proof]
