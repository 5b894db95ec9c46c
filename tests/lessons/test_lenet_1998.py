"""What the page `lenet` says of LeNet-5, the network of 1998."""

import math

import torch
from torch import nn

from snippets.lenet.net import LeNet
from tests.helpers.lenet import count
from tests.helpers.told import told


def test_lenet5_has_60000_parameters_1706_fewer():
    pairs = 6 * 3 + 9 * 4 + 1 * 6
    c3 = pairs * 25 + 16
    assert (pairs, c3) == (60, 1516)
    lenet5 = [156, 6 * 2, c3, 16 * 2, 48_120, 10_164, 0]
    whole, less = sum(lenet5), count(LeNet()) - sum(lenet5)
    told("lenet", zh="LeCun 等人 1998 年的论文", en="(LeCun et al., 1998)")
    told("lenet", 6 * 3 + 9 * 4 + 6, zh="一共 {} 个 5×5 的卷积核和 16 个偏置", en="This makes {} kernels of 5×5 and 16 biases")
    told("lenet", less, zh="参数相差 {:,} 个", en="the two networks differ by {:,} parameters")
    told("lenet", zh="与 1998 年的 LeNet-5 相比", en="Compared with LeNet-5 of 1998")
    told("lenet", zh="LeNet-5（1998）", en="LeNet-5 (1998)")
    told("lenet", lenet5[1], zh="| S2 可训练的下采样 | {} |", en="| S2, trainable subsampling | {} |")
    net = LeNet()
    told(
        "lenet",
        c3,
        count(net.conv2),
        zh="| C3 部分连接的卷积 | {:,} | `conv2` | {:,} |",
        en="| C3, partly connected convolution | {:,} | `conv2` | {:,} |",
    )
    fc1, fc2 = count(net.fc1), count(net.fc2)
    told("lenet", fc1, fc1, zh="| C5 卷积 | {:,} | `fc1` | {:,} |", en="| C5, convolution | {:,} | `fc1` | {:,} |")
    told("lenet", fc2, fc2, zh="| F6 全连接 | {:,} | `fc2` | {:,} |", en="| F6, fully connected | {:,} | `fc2` | {:,} |")
    told("lenet", lenet5[3], zh="| S4 可训练的下采样 | {} |", en="| S4, trainable subsampling | {} |")
    told("lenet", whole, count(LeNet()), zh="| 合计 | {:,} | | {:,} |", en="| Total | {:,} | | {:,} |")


def test_the_scaled_tanh_of_lenet5_keeps_1():
    """By this property the paper chose its factor, to the digits that it prints."""
    told("lenet", 1 / math.tanh(2 / 3), zh="{:.4f} · tanh(2a/3)", en="{:.4f} · tanh(2a/3)")


def test_c5_as_a_convolution_is_fc1():
    net = LeNet()
    c5 = nn.Conv2d(16, 120, 5)
    with torch.no_grad():
        c5.weight.copy_(net.fc1.weight.view(120, 16, 5, 5))
        c5.bias.copy_(net.fc1.bias)
    maps = torch.rand(3, 16, 5, 5)
    assert count(c5) == 48_120
    assert c5(maps).shape == (3, 120, 1, 1)
    assert torch.allclose(torch.flatten(c5(maps), 1), net.fc1(torch.flatten(maps, 1)), atol=1e-5)
