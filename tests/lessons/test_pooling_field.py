"""What the page `pooling` says of the receptive field, against where autograd sends the gradient of one output."""

import itertools
import random

import pytest
import torch
from torch import nn

from snippets.pooling.field import receptive_field
from snippets.pooling.paths import conv3x3, paths
from tests.helpers.told import told


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


def convolution(kernel_size, stride, dilation, channels=1):
    layer = nn.Conv2d(channels, channels, kernel_size, stride, dilation=dilation, bias=False, dtype=torch.double)
    nn.init.ones_(layer.weight)
    return layer


def reached(layers, size=200):
    """How wide the region is that the output in the middle has a gradient of, and how many pixels in it."""
    image = torch.zeros(1, 1, size, size, requires_grad=True, dtype=torch.double)
    y = nn.Sequential(*layers)(image)
    y[0, 0, y.shape[2] // 2, y.shape[3] // 2].backward()
    columns = (image.grad[0, 0] != 0).any(0).nonzero().flatten()
    return (columns[-1] - columns[0] + 1).item(), (image.grad != 0).sum().item()


def test_the_rule_is_what_autograd_says_for_random_stacks():
    draw = random.Random(0)
    for _ in range(60):
        layers = [(draw.randint(1, 5), draw.randint(1, 3), draw.randint(1, 3)) for _ in range(draw.randint(1, 3))]
        assert reached([convolution(*layer) for layer in layers])[0] == receptive_field(layers)[-1], layers


def test_pooling_counts_like_a_convolution():
    pools = [convolution(5, 1, 1), nn.AvgPool2d(2), convolution(5, 1, 1), nn.AvgPool2d(2)]
    assert reached(pools)[0] == 16 == receptive_field([(5, 1, 1), (2, 2, 1), (5, 1, 1), (2, 2, 1)])[-1]
    # the maximum of a window can be any of its pixels
    window, image = set(), torch.zeros(1, 1, 4, 4)
    for row, column in itertools.product(range(4), range(4)):
        x = image.clone()
        x[0, 0, row, column] = 1
        if nn.MaxPool2d(2)(x)[0, 0, 1, 1] == 1:
            window.add((row, column))
    assert len(window) == 4


def test_relu_and_batchnorm_in_eval_do_not_change_it_and_batchnorm_in_training_takes_a_mean():
    layers = [convolution(3, 1, 1), nn.BatchNorm2d(1, dtype=torch.double).eval(), nn.LeakyReLU(), convolution(3, 1, 1)]
    assert reached(layers, 20) == (5, 25)
    torch.manual_seed(0)
    image = torch.rand(1, 1, 20, 20, dtype=torch.double, requires_grad=True)
    layers[1].train()
    nn.Sequential(*layers)(image)[0, 0, 8, 8].backward()
    assert (image.grad != 0).all()


def test_stacked_layers_with_stride_1():
    for count, k in itertools.product(range(1, 5), range(1, 6)):
        assert reached([convolution(k, 1, 1)] * count, 40)[0] == 1 + count * (k - 1)


def test_doubled_dilations_skip_no_pixel():
    for count in range(1, 6):
        side, pixels = reached([convolution(3, 1, 2**layer) for layer in range(count)], 80)
        assert side == 2 ** (count + 1) - 1 and pixels == side**2


def test_the_same_dilation_of_2_leaves_gaps():
    side, pixels = reached([convolution(3, 1, 2)] * 3, 40)
    told("pooling", side**2, pixels, zh="{} 个像素里只读了 {} 个", en="the output reads {1} of {0} pixels")
    weights = sum(conv3x3(dilation=dilation).weight.numel() for dilation in (2, 2, 2))
    told("pooling", weights, zh="都是三层 3×3 的卷积，一共 {} 个权重", en="three 3×3 layers, with {} weights altogether")
    first_plain, read = reached([convolution(3, 1, dilation) for dilation in (1, 2, 2)], 40)
    assert read == first_plain**2
    told("pooling", 1, 2, 2, zh="膨胀依次是 {}、{}、{} 就没有空隙", en="the dilations {}, {}, {} leave no gaps")


def test_most_paths_begin_in_the_middle_and_the_corner_has_one():
    count = paths(nn.Sequential(conv3x3(), conv3x3(), conv3x3()), 17)
    square = count[count > 0].reshape(7, 7)
    assert square[0, 0] == 1 and square.max() == square[3, 3] == 49
    told(
        "pooling",
        square.sum().int(),
        square[1:6, 1:6].sum().int(),
        zh="{} 条路径里有 {} 条从中间的 5×5 个像素出发",
        en="{1} of the {0} paths begin in the inner 5×5 pixels",
    )
    told("pooling", 17, 17, zh="三个 {}×{} 像素的方块", en="Three squares of {}×{} pixels")


def test_the_questions():
    assert receptive_field([(3, 2, 1), (3, 1, 1)]) == [3, 7]
    told("pooling", 3, 2, zh="第一层之后大小是 {}，间距是 {}", en="The first layer gives size {} and step {}")
    without = next(count for count in range(1, 40) if receptive_field([(3, 1, 1)] * count)[-1] == 31)
    told("pooling", without, zh="需要 {} 层。膨胀逐层加倍", en="so it takes {} layers")


def test_the_image_of_the_page():
    told("pooling", 5, 5, zh="本页用这张 {}×{} 的图", en="The page uses this {}×{} image")
