"""What the page `conv2d` says of its arguments beyond the recorded outputs."""

import inspect
import itertools
import math
import warnings

import pytest
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from snippets.conv2d.formula import size_out
from snippets.conv2d.image import kernel, x
from snippets.conv2d.reads import reads
from tests.helpers.told import told
from tools.base.project import DOCS


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


def count(module):
    return sum(p.numel() for p in module.parameters())


def page(language):
    return (DOCS / language / "conv2d.md").read_text("utf-8")


def sides(image):
    return tuple(image.shape[-2:])


# A kernel slides over an image
def test_the_table_has_all_arguments_with_their_defaults():
    arguments = inspect.signature(nn.Conv2d).parameters.values()
    for language in ("zh", "en"):
        text = page(language)
        table = text[text.index("{ #arguments }") : text.index("conv2d/arguments.plot")].replace('"', "'")
        for argument in arguments:
            default = "" if argument.default is argument.empty else f"={argument.default!r}"
            assert f"`{argument.name}{default}`" in table


def test_the_corner_and_the_framed_place_are_both_7():
    y = F.conv2d(x, kernel)[0, 0]
    for row, column in ((0, 0), (1, 2)):
        window = x[0, 0, row : row + 3, column : column + 3]
        assert (window[0, 0], window[1, 1], window[2, 2]) == (1, 3, 0)
        assert y[row, column] == 7


def test_flipping_the_kernel_changes_all_nine_numbers():
    assert (F.conv2d(x, kernel) != F.conv2d(x, kernel.flip(2, 3))).all()


@pytest.mark.parametrize("settings", [{}, {"stride": 2}, {"padding": 1}, {"dilation": 2}, {"padding": "same"}, {"groups": 2}])
def test_the_layer_is_the_function_with_its_own_weight(settings):
    conv, image = nn.Conv2d(4, 4, 3, **settings), torch.rand(1, 4, 7, 7)
    assert torch.equal(conv(image), F.conv2d(image, conv.weight, conv.bias, **settings))


# Several channels
def test_a_kernel_has_in_channels_times_its_window_numbers():
    assert nn.Conv2d(2, 3, 3).weight[0].numel() == 18


def macs(conv, image):
    with FlopCounterMode(display=False) as counter:
        conv(image)
    return counter.get_total_flops() // 2


def test_pytorchs_counter_counts_two_for_each_mac():
    conv, image = nn.Conv2d(1, 6, 5), torch.rand(1, 1, 32, 32)
    once = macs(conv, image)
    told(
        "conv2d",
        once,
        conv.weight.numel(),
        conv.bias.numel(),
        zh="第一层只有 {1} 个权重和 {2} 个偏置，却要做 {0:,} 个 MAC",
        en="The first layer needs {0:,} MACs although it has only {1} weights and {2} biases",
    )
    batch = torch.rand(8, 1, 32, 32)
    assert count(conv) == conv.weight.numel() + 6, "whatever the batch"
    told(
        "conv2d",
        len(batch),
        macs(conv, batch) // once,
        zh="批量是 {} 张图时，MAC 变成 {} 倍，参数量不变",
        en="For a batch of {} images the MACs are {} times as many, and the parameters stay the same",
    )
    told(
        "conv2d",
        2 * once,
        zh="把乘法和加法分开计数，一张图是 {:,} 次运算",
        en="counts the multiplication and the addition separately and reports {:,} operations",
    )


def test_a_larger_image_means_more_macs_and_the_same_parameters():
    conv = nn.Conv2d(1, 6, 5)
    small, large = (macs(conv, torch.rand(1, 1, size, size)) for size in (32, 64))
    assert (small, large) == (28**2 * 150, 60**2 * 150)
    told(
        "conv2d",
        large / small,
        count(conv),
        zh="输出从 28² 个位置增加到 60² 个，是原来的 {:.1f} 倍；{} 个参数不变",
        en="from 28² to 60² positions, so it is {:.1f} times as large; the {} parameters stay the same",
    )


# The arguments
BASE = {"in_channels": 4, "out_channels": 4, "kernel_size": 3}
CHANGES = {
    "in_channels": (8, "parameters"),
    "out_channels": (8, "parameters"),
    "kernel_size": (5, "size parameters"),
    "stride": (2, "size"),
    "padding": (1, "size"),
    "dilation": (2, "size"),
    "groups": (2, "parameters"),
    "bias": (False, "parameters"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_the_table_of_what_each_argument_changes(name):
    value, changes = CHANGES[name]
    before, after = nn.Conv2d(**BASE), nn.Conv2d(**BASE | {name: value})
    size = [sides(conv(torch.rand(1, conv.in_channels, 9, 9))) for conv in (before, after)]
    assert (size[0] != size[1]) == ("size" in changes)
    assert (count(before) != count(after)) == ("parameters" in changes)


def test_padding_mode_changes_values_at_the_edge_only():
    zeros, reflect = nn.Conv2d(1, 1, 3, padding=1), nn.Conv2d(1, 1, 3, padding=1, padding_mode="reflect")
    reflect.load_state_dict(zeros.state_dict())
    image = torch.rand(1, 1, 6, 6)
    differs = ~torch.isclose(zeros(image), reflect(image), atol=1e-6)[0, 0]
    assert not differs[1:-1, 1:-1].any() and differs[0].all()


@pytest.mark.parametrize(("settings", "shared"), [({}, 6), ({"stride": 2}, 3), ({"dilation": 2}, 0)])
def test_how_many_pixels_the_two_windows_of_the_figure_share(settings, shared):
    both = torch.ones(6, 6, dtype=torch.bool)
    for column in (0, 1):
        image = torch.zeros(1, 1, 6, 6, requires_grad=True)
        F.conv2d(image, torch.ones(1, 1, 3, 3), **settings)[0, 0, 0, column].backward()
        both &= image.grad[0, 0] > 0
    assert both.sum() == shared


# kernel_size
def test_the_message_has_the_image_with_padding_and_the_kernel_with_gaps():
    with pytest.raises(RuntimeError, match=r"\(7 x 7\)\. Kernel size: \(9 x 9\)"):
        nn.Conv2d(1, 1, 5, padding=1, dilation=2)(x)


# stride
def test_pixels_that_are_not_read_change_nothing():
    image = torch.rand(1, 1, 6, 6)
    other = image.clone()
    other[..., -1, :] = other[..., -1] = 99.0
    conv = nn.Conv2d(1, 1, 3, stride=2)
    assert torch.equal(conv(image), conv(other))
    assert (reads(7, stride=2) > 0).all()


def test_what_a_stride_skips_is_not_computed():
    assert macs(nn.Conv2d(1, 1, 3), x) == 9 * 9
    assert macs(nn.Conv2d(1, 1, 3, stride=2), x) == 4 * 9


# padding
@pytest.mark.parametrize(("k", "d"), list(itertools.product(range(1, 8), range(1, 4))))
def test_same_adds_d_times_k_minus_1_in_total_and_half_of_it_on_each_side_if_that_is_whole(k, d):
    image, weight, total = torch.rand(1, 1, 19, 19), torch.rand(1, 1, k, k), d * (k - 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        same = F.conv2d(image, weight, padding="same", dilation=d)
    sizes = {p: sides(F.conv2d(image, weight, padding=p, dilation=d)) for p in range(total + 1)}
    assert [p for p, size in sizes.items() if size == (19, 19)] == ([] if total % 2 else [total // 2])
    if total % 2 == 0:
        assert torch.allclose(same, F.conv2d(image, weight, padding=total // 2, dilation=d), atol=1e-5)
    if k % 2 and d == 1:
        assert total // 2 == (k - 1) // 2


def test_the_padding_of_three_odd_kernels():
    kept = [next(p for p in range(9) if size_out(20, k, padding=p) == 20) for k in (3, 5, 7)]
    told("conv2d", *kept, zh="3×3 填充 {}，5×5 填充 {}，7×7 填充 {}", en="{} for 3×3, {} for 5×5, {} for 7×7")


def test_same_needs_stride_1():
    for stride in (2, 3, (1, 2)):
        with pytest.raises(ValueError, match="padding='same' is not supported for strided convolutions"):
            nn.Conv2d(1, 1, 3, stride=stride, padding="same")


@pytest.mark.parametrize(("k", "s"), list(itertools.product((1, 3, 5, 7), (1, 2, 3, 4))))
def test_half_a_kernel_of_padding_gives_the_size_divided_by_the_stride_rounded_up(k, s):
    for n in range(1, 40):
        assert size_out(n, k, stride=s, padding=k // 2) == math.ceil(n / s)
    even, odd = (size_out(n, 3, stride=2, padding=1) for n in (28, 27))
    told("conv2d", even, odd, zh="把 28 变成 {}，27 也变成 {}", en="turns 28 into {}, and 27 into {} as well")


@pytest.mark.parametrize(("k", "d"), list(itertools.product(range(1, 6), range(1, 4))))
def test_the_warning_comes_for_an_even_kernel_with_an_odd_dilation(k, d):
    torch.set_warn_always(True)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            nn.Conv2d(1, 1, k, padding="same", dilation=d)(torch.rand(1, 1, 20, 20))
    finally:
        torch.set_warn_always(False)
    assert any("even kernel lengths and odd dilation" in str(one.message) for one in caught) == (k % 2 == 0 and d % 2 == 1)


def test_border_pixels_are_read_by_fewer_windows_and_padding_includes_what_a_stride_left_out():
    assert reads(6)[0, 0] < reads(6)[0, 2] < reads(6)[2, 2]
    assert (reads(6, stride=2)[-1] == 0).all() and (reads(6, stride=2, padding=1) > 0).all()


def test_padding_keeps_the_old_result_in_the_middle():
    padded = F.conv2d(x, kernel, padding=1)
    assert torch.equal(padded[..., 1:-1, 1:-1], F.conv2d(x, kernel))


def test_same_with_an_even_kernel_adds_more_below_and_right_and_warns():
    conv = nn.Conv2d(1, 1, 4, padding="same")
    image = torch.rand(1, 1, 28, 28)
    torch.set_warn_always(True)
    try:
        with pytest.warns(UserWarning, match="Using padding='same' with even kernel lengths and odd dilation may require"):
            y = conv(image)
    finally:
        torch.set_warn_always(False)
    by_hand = F.conv2d(F.pad(image, (1, 2, 1, 2)), conv.weight, conv.bias)
    assert torch.allclose(y, by_hand, atol=1e-6)


LIMITS = {"reflect": 4, "circular": 5}


@pytest.mark.parametrize("mode", ["zeros", "reflect", "replicate", "circular"])
def test_how_much_each_mode_can_pad_of_five(mode):
    def run(padding):
        return nn.Conv2d(1, 1, 1, padding=padding, padding_mode=mode)(x)

    limit = LIMITS.get(mode, 12)
    assert sides(run(limit)) == (5 + 2 * limit,) * 2
    if mode in LIMITS:
        with pytest.raises(RuntimeError, match=r"Padding size should be less|wrapping around more than once"):
            run(limit + 1)


# dilation
def test_a_dilated_kernel_reads_nine_of_the_pixels_it_covers():
    assert (reads(5, dilation=2) > 0).sum() == 9
    assert size_out(5, 3, dilation=2) == 1


@pytest.mark.parametrize(("k", "d"), list(itertools.product(range(2, 6), range(1, 5))))
def test_at_stride_1_no_pixel_is_lost_once_there_are_dilation_outputs_in_each_direction(k, d):
    for n in range(d * (k - 1) + 1, d * (k - 1) + 12):
        image = torch.zeros(1, 1, n, n, requires_grad=True)
        F.conv2d(image, torch.ones(1, 1, k, k), dilation=d).sum().backward()
        assert (image.grad > 0).all() == (size_out(n, k, dilation=d) >= d), n


def test_pixels_that_are_lost():
    assert (reads(5, dilation=2) == 0).sum() == 16
    windows = reads(7, dilation=2, stride=2)
    told("conv2d", (windows == 0).sum(), windows.numel(), zh="{1} 个像素丢掉 {0} 个", en="and {0} of {1} pixels are lost")


# The size formula
def test_the_formula_agrees_with_the_layer_on_3360_settings():
    grid = list(itertools.product(range(1, 15), range(1, 6), range(1, 5), range(4), range(1, 4)))
    told("conv2d", len(grid), zh="本页的测试用 {:,} 种设置比较过两者", en="the tests of this page compare them on {:,} settings")
    fits = 0
    for n, k, s, p, d in grid:
        image, weight = torch.zeros(1, 1, n, n), torch.zeros(1, 1, k, k)
        settings = {"stride": s, "padding": p, "dilation": d}
        if d * (k - 1) + 1 > n + 2 * p:
            with pytest.raises(RuntimeError, match="Kernel size can't be greater than actual input size"):
                F.conv2d(image, weight, **settings)
        else:
            fits += 1
            assert sides(F.conv2d(image, weight, **settings)) == (size_out(n, k, **settings),) * 2, (n, k, settings)
    assert fits > 2000


def test_height_takes_the_first_of_each_tuple_and_width_the_second():
    pairs = torch.randint(1, 5, (2000, 4, 2)).tolist()
    for k, s, p, d in pairs:
        conv = nn.Conv2d(1, 1, k, s, p, d, device="meta")
        expected = tuple(size_out(n, *numbers) for n, *numbers in zip((20, 23), k, s, p, d, strict=True))
        assert sides(conv(torch.zeros(1, 1, 20, 23, device="meta"))) == expected


# groups
def test_groups_keep_the_output_shape_and_divide_the_second_number_of_the_weight():
    image = torch.rand(1, 4, 5, 5)
    for groups in (1, 2, 4):
        conv = nn.Conv2d(4, 8, 3, groups=groups)
        assert conv(image).shape == (1, 8, 3, 3)
        assert tuple(conv.weight.shape) == (8, 4 // groups, 3, 3)
    assert tuple(nn.Conv2d(8, 16, 3, groups=4).weight.shape) == (16, 2, 3, 3)
    assert not any("depthwise" in name.lower() for name in dir(nn))


@pytest.mark.parametrize("groups", [1, 2, 4])
def test_the_picture_of_groups_is_what_the_text_says(groups):
    conv = nn.Conv2d(4, 8, 3, groups=groups)
    told(
        "conv2d",
        conv.in_channels,
        conv.out_channels,
        zh="下排有 {} 个输入通道和 {} 个输出通道",
        en="which of {} input channels each of {} output channels reads",
    )
    for channel in range(8):
        image = torch.rand(1, 4, 3, 3, requires_grad=True)
        conv(image)[0, channel].sum().backward()
        seen = image.grad[0].abs().sum((1, 2)) > 0
        part = channel // (8 // groups)
        assert seen.nonzero().flatten().tolist() == list(range(part * 4 // groups, (part + 1) * 4 // groups))


# bias
def test_batchnorm_takes_the_bias_away():
    conv, norm, image = nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), torch.rand(8, 1, 6, 6)
    with_bias = norm(conv(image))
    conv.bias = None
    assert torch.allclose(norm(conv(image)), with_bias, atol=1e-5)
