"""What the page `lenet` says of images: of 28×28, of other sizes, of one, in colour, and how they are flattened."""

import math
import re

import pytest
import torch
from torch import nn
from torch.nn.functional import adaptive_avg_pool2d, interpolate, pad, relu

from snippets.lenet.adaptive import AdaptiveLeNet
from snippets.lenet.net import LeNet
from tests.helpers.claims import raises
from tests.helpers.lenet import count, features
from tests.helpers.told import told


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


class Flat(LeNet):
    """LeNet with another way to flatten."""

    def __init__(self, flatten):
        super().__init__()
        self.flatten = flatten

    def forward(self, x):
        x = self.flatten(features(self, x))
        return self.fc3(relu(self.fc2(relu(self.fc1(x)))))


def num_flat_features(x):
    return x.view(-1, math.prod(x.size()[1:]))


# MNIST
def padding_net(**arguments):
    net = LeNet()
    net.conv1 = nn.Conv2d(1, 6, 5, padding=2, **arguments)
    return net


def test_the_padding_net_takes_28x28_and_refuses_32x32():
    net = padding_net()
    assert net(torch.rand(1, 1, 28, 28)).shape == (1, 10)
    with pytest.raises(RuntimeError, match=r"\(1x576 and 400x120\)"):
        net(torch.rand(1, 1, 32, 32))


def test_pad_keeps_the_pixels_and_frames_them_with_zeros():
    digit = torch.rand(1, 1, 28, 28)
    padded = pad(digit, (2, 2, 2, 2))
    assert torch.equal(padded[..., 2:-2, 2:-2], digit)
    assert padded.count_nonzero() == digit.count_nonzero()


def test_resizing_makes_a_digit_larger():
    digit = torch.zeros(1, 1, 28, 28)
    digit[..., 4:24, 4:24] = 1
    large = interpolate(digit, size=(32, 32), mode="bilinear")
    assert (large > 0.5).any(2).sum() > 20 == (digit > 0.5).any(2).sum()


def test_after_normalization_black_is_minus_0_4242():
    mean, deviation = 0.1307, 0.3081
    black = (torch.zeros(1, 1, 28, 28) - mean) / deviation
    told(
        "lenet",
        mean,
        deviation,
        -black[0, 0, 0, 0].item(),
        zh="均值 {}、标准差 {} 归一化。归一化之后，黑色背景就不再是 0，而是 −{:.4f}",
        en="mean {} and standard deviation {}. After that, the black background is not 0 any more but −{:.4f}",
    )
    told(
        "handwriting",
        mean,
        deviation,
        zh="如果训练时用了均值 {}、标准差 {}",
        en="trained with mean {} and standard deviation {} needs",
    )
    told("lenet", black.min(), zh="(2, 2, 2, 2), value={:.4f})", en="(2, 2, 2, 2), value={:.4f})")
    assert pad(black, (2, 2, 2, 2)).unique().numel() == 2
    net, net28 = LeNet(), padding_net()
    net28.load_state_dict(net.state_dict())
    assert not torch.allclose(net28(black), net(pad(black, (2, 2, 2, 2), value=-0.4242)), atol=1e-4)


@pytest.mark.parametrize(("edge", "same"), [(-0.4242, True), (1.0, False)])
def test_replicate_pads_with_black_where_the_edge_is_black(edge, same):
    digit = torch.randn(3, 1, 28, 28)
    digit[..., [0, -1], :] = digit[..., [0, -1]] = edge
    net, net28 = LeNet(), padding_net(padding_mode="replicate")
    net28.load_state_dict(net.state_dict())
    framed = pad(digit, (2, 2, 2, 2), value=-0.4242)
    assert torch.allclose(net28(digit), net(framed), atol=1e-5) == same


# Adaptive pooling
def test_at_32_to_35_adaptive_pooling_changes_nothing():
    net, adaptive = LeNet(), AdaptiveLeNet()
    adaptive.load_state_dict(net.state_dict())
    for size in (32, 33, 35):
        x = torch.rand(2, 1, size, size)
        assert torch.equal(net(x), adaptive(x))


def test_adaptive_pooling_takes_sixteen_pixels_and_not_fewer():
    net = AdaptiveLeNet()
    for shape in [(16, 16), (16, 300), (17, 19), (31, 36), (200, 160)]:
        assert net(torch.rand(1, 1, *shape)).shape == (1, 10)
    small, large = re.escape("Output size is too small"), re.escape("Kernel size can't be greater than actual input size")
    for message, sizes in ((small, [14, 15, 5]), (large, [*range(1, 5), *range(6, 14)])):
        for shape in [shape for size in sizes for shape in ((size, size), (size, 40), (40, size))]:
            with pytest.raises(RuntimeError, match=message):
                net(torch.rand(1, 1, *shape))
    told("lenet", 16, zh="行数或列数不到 {} 的图仍然会报错", en="Images with fewer than {} rows or columns still fail")
    told("lenet", 14, 15, zh="{} 或 {} 时，第二次池化之后什么都不剩", en="At {} or {}, the second pooling would leave nothing")
    told("lenet", 5, zh="{} 时第一次池化之后就什么都不剩", en="at {} the first one would leave nothing")
    told(
        "lenet",
        14,
        zh="小于 {} 的其他大小，卷积的窗口放不下",
        en="at the other sizes below {}, the window of a convolution does not fit",
    )


def test_its_windows_fit_the_input():
    x = torch.arange(10.0).view(1, 1, 1, 10)
    assert adaptive_avg_pool2d(x, (1, 5)).flatten().tolist() == [0.5, 2.5, 4.5, 6.5, 8.5]
    assert adaptive_avg_pool2d(x[..., :4], (1, 5)).shape == (1, 1, 1, 5)


# One image
def test_convolutions_of_one_image_are_right():
    net, image = LeNet(), torch.rand(1, 32, 32)
    assert torch.allclose(features(net, image), features(net, image.unsqueeze(0))[0], atol=1e-6)


def test_flattening_the_last_three_dimensions_serves_one_image_and_a_batch():
    net, x = Flat(lambda x: torch.flatten(x, -3)), torch.rand(8, 1, 32, 32)
    assert net(x).shape == (8, 10) and net(x[0]).shape == (10,)
    assert torch.allclose(net(x[0]), net(x)[0], atol=1e-6)


def test_pooling_and_linear_take_one_sample_and_batchnorm_does_not():
    assert nn.MaxPool2d(2)(torch.rand(6, 28, 28)).shape == (6, 14, 14)
    assert nn.Linear(400, 120)(torch.rand(400)).shape == (120,)
    with pytest.raises(ValueError, match=r"expected 4D input \(got 3D input\)"):
        nn.BatchNorm2d(6)(torch.rand(6, 28, 28))


def test_only_the_linear_layer_refuses_one_image():
    x = features(LeNet(), torch.rand(1, 32, 32))
    with pytest.raises(RuntimeError, match=r"\(16x25 and 400x120\)"):
        LeNet().fc1(torch.flatten(x, 1))


# Channels
def test_three_channels_cost_300_parameters():
    net = LeNet()
    before = count(net)
    net.conv1 = nn.Conv2d(3, 6, 5)
    assert (3 * 5 * 5 + 1) * 6 == count(net.conv1) == 456
    told(
        "lenet",
        count(net) - before,
        count(net),
        zh="比原来多 {} 个，整个网络是 {:,} 个",
        en="{} more than before, and the network has {:,}",
    )


def test_three_grey_images_are_taken_for_one_colour_image():
    conv, grey = nn.Conv2d(3, 6, 5), torch.rand(3, 32, 32)
    assert torch.allclose(conv(grey), conv(grey.unsqueeze(0))[0], atol=1e-6)


def test_pixels_of_uint8_are_refused():
    image = torch.zeros(1, 1, 32, 32, dtype=torch.uint8)
    raises("lenet", "Input type (unsigned char) and bias type (float) should be the same", lambda: LeNet()(image))
    most = torch.iinfo(image.dtype).max
    assert LeNet()(image.float() / most).shape == (1, 10)
    told("lenet", most, zh="[`x.float() / {}`](handwriting.md#photo)", en="[`x.float() / {}`](handwriting.md#photo)")


# view and flatten
def test_view_with_num_flat_features_gives_the_same_scores_bit_for_bit():
    net, old = LeNet(), Flat(num_flat_features)
    old.load_state_dict(net.state_dict())
    x = torch.rand(4, 1, 32, 32)
    assert torch.equal(net(x), old(x))
    with pytest.raises(RuntimeError, match=r"\(16x25 and 400x120\)"):
        old(torch.rand(1, 32, 32))


def test_view_1_minus_1_works_for_one_image_and_fails_for_two():
    net = Flat(lambda x: x.view(1, -1))
    assert net(torch.rand(1, 1, 32, 32)).shape == (1, 10)
    with pytest.raises(RuntimeError, match=r"\(1x800 and 400x120\)"):
        net(torch.rand(2, 1, 32, 32))


def test_view_minus_1_400_makes_four_rows_of_scores_from_one_52x52_image():
    image = torch.rand(1, 1, 52, 52)
    told("snippets/lenet/view.py", *image.shape[2:], zh="1 张 {}×{} 的图", en="1 image of {}×{}")
    assert features(LeNet(), image).shape == (1, 16, 10, 10)
    assert Flat(lambda x: x.view(-1, 400))(image).shape == (4, 10)
    with pytest.raises(RuntimeError, match=r"\(1x1600 and 400x120\)"):
        LeNet()(image)


@pytest.mark.parametrize(
    "maps",
    [
        torch.rand(2, 16, 5, 5).to(memory_format=torch.channels_last),
        torch.rand(2, 5, 5, 16).permute(0, 3, 1, 2),
        torch.rand(2, 16, 5, 5).transpose(2, 3),
        torch.rand(2, 16, 6, 6)[:, :, 1:, 1:],
    ],
    ids=["channels_last", "permute", "transpose", "slice"],
)
def test_view_fails_where_flatten_copies(maps):
    with pytest.raises(RuntimeError, match="view size is not compatible with input tensor's size and stride"):
        maps.view(maps.size(0), -1)
    flat = torch.flatten(maps, 1)
    assert torch.equal(flat, maps.contiguous().view(2, 400)) and torch.equal(flat, maps.reshape(2, 400))
    assert flat.data_ptr() != maps.data_ptr()


def test_slices_of_whole_images_or_maps_can_be_viewed():
    maps = torch.rand(4, 16, 5, 5)
    assert maps[1:].view(3, -1).shape == (3, 400) and maps[:, 3:].view(4, -1).shape == (4, 325)
    grey = torch.rand(4, 5, 5, 1).permute(0, 3, 1, 2)  # with one channel, nothing is out of order
    assert grey.view(4, -1).shape == (4, 25)


def test_channels_last_breaks_view_in_the_whole_net_but_not_flatten():
    x = torch.rand(2, 1, 32, 32)
    net, old = LeNet(), Flat(num_flat_features)
    for module in (net, old):
        module.to(memory_format=torch.channels_last)
    assert net(x).shape == (2, 10)
    with pytest.raises(RuntimeError, match="view size is not compatible"):
        old(x)


def test_flatten_copies_only_where_it_must():
    maps = torch.rand(2, 16, 5, 5)
    assert torch.flatten(maps, 1).data_ptr() == maps.data_ptr()


def test_an_empty_batch():
    empty = torch.zeros(0, 16, 5, 5)
    with pytest.raises(RuntimeError, match="-1"):
        empty.view(empty.size(0), -1)
    told(
        "lenet",
        *torch.flatten(empty, 1).shape,
        zh="`torch.flatten(x, 1)` 则得到 ({}, {})",
        en="`torch.flatten(x, 1)` returns ({}, {})",
    )
    assert empty.view(-1, 400).shape == (0, 400) and LeNet()(torch.zeros(0, 1, 32, 32)).shape == (0, 10)
