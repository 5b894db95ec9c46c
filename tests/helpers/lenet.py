"""LeNet in parts, the trained one, and digits that it has not seen: for the tests of several lessons."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn.functional import max_pool2d, relu


def count(module: nn.Module) -> int:
    return sum(p.numel() for p in module.parameters())


def features(net: nn.Module, x: Tensor) -> Tensor:
    """The two convolutions with their pooling: what is left before flattening."""
    x = max_pool2d(relu(net.conv1(x)), 2)
    return max_pool2d(relu(net.conv2(x)), 2)
