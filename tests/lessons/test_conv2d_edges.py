"""What the page `conv2d` says of edges, of the shape of its input, of 1×1, and in its exercises and questions."""

import math
import warnings

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.conv2d.digit import digit, drawing
from snippets.conv2d.formula import size_out
from snippets.conv2d.image import x
from snippets.digits.load import load_digits
from tests.helpers.told import told
from tools.base.project import SNIPPETS

VERTICAL = torch.tensor([[-1.0, 0.0, 1.0]] * 3)[None, None]


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


def count(module):
    return sum(p.numel() for p in module.parameters())


def sides(image):
    return tuple(image.shape[-2:])


# What a convolution looks for
def test_the_digit_is_one_of_the_sites_digits_rounded():
    (images, target), _ = load_digits(SNIPPETS / "digits/data")
    match = [i for i in range(100) if torch.equal((images[i, 0, 8:28, 6:28] * 9).round(), (digit[0, 0] * 9).round())]
    assert match == [27]
    told("conv2d", target[27].item(), zh="在代码里就能看出这是 {}", en="so that you can see the {} in the code")
    assert set("".join(drawing.split())) <= set(".123456789"), "0 to 9"
    assert images[27].count_nonzero() == images[27, 0, 8:28, 6:28].count_nonzero(), "nothing of it is cut off"


def test_left_of_the_stroke_is_positive_and_right_of_it_negative():
    row = F.conv2d(digit, VERTICAL)[0, 0, 5]
    assert row.max() == pytest.approx(3) and row[9:12].min() > 0 and row[12:15].max() < 0
    assert not row[:9].any() and not row[15:].any(), "elsewhere in this row it is 0"


def test_where_nothing_changes_the_kernel_gives_0():
    assert not F.conv2d(torch.full((1, 1, 6, 6), 0.7), VERTICAL).any()


def test_a_linear_layer_would_need_many_more_parameters():
    conv = nn.Conv2d(1, 2, 3, bias=False)
    outputs, pixels = conv(digit).numel(), digit.numel()
    linear = nn.Linear(pixels, outputs, device="meta")
    told(
        "conv2d",
        conv.weight.numel(),
        pixels,
        outputs,
        count(linear),
        zh="只有 {} 个权重；如果用 `nn.Linear` 从 {} 个像素算出同样的 {} 个输出值，要 {:,} 个参数",
        en="have {} weights; an `nn.Linear` from the {} pixels to the same {} output values would need {:,} parameters",
    )


def test_a_digit_that_moves_moves_its_feature_maps():
    conv = nn.Conv2d(1, 2, 3)
    image = F.pad(digit, (3, 3, 3, 3))
    moved = image.roll(1, dims=3)
    assert torch.allclose(conv(moved)[..., 1:], conv(image)[..., :-1], atol=1e-6)


def test_a_layer_that_learns_its_kernel_can_learn_the_flipped_one():
    """Flipped, the kernel of a cross-correlation gives the convolution of mathematics: both reach the same functions."""
    kernel = torch.rand(1, 1, 3, 3)
    by_hand = torch.zeros(3, 3)
    for row in range(3):
        for column in range(3):
            by_hand[row, column] = sum(
                kernel[0, 0, i, j] * x[0, 0, row + 2 - i, column + 2 - j] for i in range(3) for j in range(3)
            )
    assert torch.allclose(F.conv2d(x, kernel.flip(2, 3))[0, 0], by_hand, atol=1e-5)
    symmetric = kernel + kernel.flip(2, 3)
    assert torch.equal(symmetric, symmetric.flip(2, 3)), "no difference for a symmetric kernel"


# The input
def test_one_image_without_a_batch_dimension_is_accepted():
    assert nn.Conv2d(3, 6, 3)(torch.rand(3, 32, 48)).shape == (6, 30, 46)


def test_three_grey_images_are_one_of_three_channels():
    conv = nn.Conv2d(3, 6, 3)
    assert conv(torch.rand(3, 28, 28)).shape == (6, 26, 26)
    with pytest.raises(RuntimeError, match="to have 3 channels, but got 1 channels instead"):
        conv(torch.rand(3, 1, 28, 28))
    told("conv2d", 3, 28, 28, zh="三张灰度图叠成 ({}, {}, {})", en="Three grey images stacked to ({}, {}, {})")
    told("conv2d", 3, 1, 28, 28, zh="写成 ({}, {}, {}, {}) 就没有歧义", en="With ({}, {}, {}, {}) the shape is unambiguous")


def test_channels_last_keeps_the_shape():
    image = torch.rand(2, 3, 8, 9)
    last = image.to(memory_format=torch.channels_last)
    assert last.shape == image.shape and last.stride() != image.stride() and torch.equal(last, image)
    conv = nn.Conv2d(3, 4, 3)
    assert torch.allclose(conv(last), conv(image), atol=1e-5)


def test_uint8_becomes_float():
    photo = torch.randint(0, 256, (1, 1, 8, 8), dtype=torch.uint8)
    for image in (photo / 255, photo.float()):
        assert nn.Conv2d(1, 6, 3)(image).shape == (1, 6, 6, 6)


# Channels and parameters
@pytest.mark.parametrize(("channels", "out", "k"), [(1, 6, 5), (6, 16, 5), (2, 3, 3), (8, 4, 1)])
def test_the_number_of_parameters(channels, out, k):
    assert count(nn.Conv2d(channels, out, k)) == out * (channels * k * k + 1)
    if channels == 6:
        assert count(nn.Conv2d(6, 16, k, groups=2)) < out * (channels * k * k + 1)
    told(
        "conv2d",
        zh="`groups` 是默认的 1，参数量就是 out",
        en="a bias and the default `groups=1`, the number of parameters is out",
    )


def test_by_default_each_output_channel_depends_on_all_input_channels():
    image = torch.rand(1, 4, 3, 3, requires_grad=True)
    nn.Conv2d(4, 5, 3)(image)[0, 2].sum().backward()
    assert (image.grad[0].abs().sum((1, 2)) > 0).all()


def test_three_sizes_to_remember():
    for n in range(8, 30):
        assert size_out(n, 3, padding=1) == n
        assert size_out(n, 3, padding=1, stride=2) == math.ceil(n / 2)
        assert all(size_out(n, k) == n - (k - 1) for k in range(1, 8))


# Exercises and self-check
def test_every_separable_convolution_is_also_a_dense_one():
    """So it can represent no more; and 32 + 64 ranks do not make every dense one."""
    depthwise, pointwise = nn.Conv2d(32, 32, 3, padding=1, groups=32, bias=False), nn.Conv2d(32, 64, 1)
    image = torch.rand(1, 32, 9, 9)
    weight = pointwise.weight * depthwise.weight[:, 0]
    dense = F.conv2d(image, weight, pointwise.bias, padding=1)
    assert torch.allclose(pointwise(depthwise(image)), dense, atol=1e-5)
    assert all(torch.linalg.matrix_rank(weight[:, channel].flatten(1)) == 1 for channel in range(32))
    assert torch.linalg.matrix_rank(torch.rand(64, 9)) == 9, "a dense kernel has no such limit"


def test_the_blur_keeps_a_constant_image_and_is_not_trained():
    blur = nn.Conv2d(3, 3, 3, padding=1, padding_mode="replicate", groups=3, bias=False).requires_grad_(False)
    nn.init.constant_(blur.weight, 1 / 9)
    assert not any(p.requires_grad for p in blur.parameters())
    ones = torch.ones(1, 3, 5, 5)
    assert torch.allclose(blur(ones), ones)
    zeros = F.conv2d(ones, blur.weight, padding=1, groups=3)
    assert zeros[0, 0, 0, 0] < 0.99, "zeros at the border would make it darker"


def test_the_even_kernel_of_the_exercise():
    sizes = sides(nn.Conv2d(1, 1, 4)(torch.rand(1, 1, 28, 28)))
    told("conv2d", 28, 28, *sizes, zh="{}×{} 的图像会变成 {}×{}", en="turns a {}×{} image into {}×{}")


def test_the_question_of_the_image_from_a_file():
    image = torch.rand(224, 224, 3)
    told("conv2d", *image.shape, zh="形状是 ({}, {}, {})。传给", en="has the shape ({}, {}, {}). What do you do")
    moved = image.permute(2, 0, 1)
    told("conv2d", *moved.shape, zh="移到最前面，变成 ({}, {}, {})", en="moves the channels to the front, to ({}, {}, {})")
    reshaped = image.reshape(3, 224, 224)
    told("conv2d", *reshaped.shape, zh="`image.reshape({}, {}, {})`", en="`image.reshape({}, {}, {})`")
    assert moved.shape == reshaped.shape and not torch.equal(moved, reshaped)
    assert nn.Conv2d(3, 16, 3)(moved).shape == (16, 222, 222)
    with pytest.raises(RuntimeError, match="to have 3 channels, but got 224 channels instead"):
        nn.Conv2d(3, 16, 3)(image)


def test_the_even_kernel_by_hand_equals_same():
    conv, image = nn.Conv2d(1, 1, 4), torch.rand(1, 1, 28, 28)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        same = F.conv2d(image, conv.weight, conv.bias, padding="same")
    assert torch.allclose(conv(F.pad(image, (1, 2, 1, 2))), same, atol=1e-6)


def test_depthwise_and_pointwise_save_87_percent():
    dense, separable = 64 * (32 * 9 + 1), 32 * (9 + 1) + 64 * (32 + 1)
    layers = nn.Conv2d(32, 32, 3, groups=32), nn.Conv2d(32, 64, 1)
    assert (dense, separable) == (count(nn.Conv2d(32, 64, 3)), sum(map(count, layers)))
    told(
        "conv2d",
        1 - separable / dense,
        zh="少了 {:.0%}。两者不是同一个函数",
        en="which is {:.0%} fewer. It is not the same function",
    )


def test_padding_of_4_keeps_the_size_for_k_5_and_dilation_2():
    assert [p for p in (2, 4, 8) if size_out(20, 5, padding=p, dilation=2) == 20] == [4]


@pytest.mark.parametrize(("settings", "built"), [({"groups": 2}, False), ({"stride": 0}, True), ({"kernel_size": 99}, True)])
def test_which_layers_can_be_built(settings, built):
    try:
        nn.Conv2d(**{"in_channels": 3, "out_channels": 8, "kernel_size": 3} | settings)
    except ValueError:
        assert not built
    else:
        assert built
    if "kernel_size" in settings:
        told("conv2d", settings["kernel_size"], zh="`nn.Conv2d(3, 8, {})`", en="`nn.Conv2d(3, 8, {})`")
