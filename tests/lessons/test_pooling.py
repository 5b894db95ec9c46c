"""What the page `pooling` says of pooling, of the block and of the transposed convolution."""

import itertools
import math

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.conv2d.formula import size_out
from snippets.pooling.block import block
from snippets.pooling.image import x
from tests.helpers.told import told


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


def sides(image):
    return tuple(image.shape[-2:])


# MaxPool2d
def test_the_table_of_convolution_and_pooling():
    pool, image = nn.MaxPool2d(2), torch.rand(1, 6, 13, 13)
    assert not list(pool.parameters()) and pool.stride == pool.kernel_size
    assert torch.equal(pool(image)[:, 3:4], pool(image[:, 3:4]))
    with pytest.raises(RuntimeError, match="pad should be at most half of effective kernel size"):
        nn.MaxPool2d(2, padding=2)(image)
    with pytest.raises(TypeError, match="must be tuple of ints, not str"):
        nn.MaxPool2d(2, padding="same")(image)


def test_the_formula_holds_for_pooling():
    for n, k, s, d in itertools.product(range(5, 15), range(1, 4), range(1, 4), range(1, 3)):
        for p in range(k // 2 + 1):
            assert sides(nn.MaxPool2d(k, s, p, d)(torch.zeros(1, n, n))) == (size_out(n, k, s, p, d),) * 2
    assert sides(nn.MaxPool2d(3)(torch.zeros(1, 10, 10))) == (3, 3)


def test_zeros_would_win_among_negative_numbers():
    padded = F.max_pool2d(F.pad(x - 9, (1, 1, 1, 1)), 2)
    assert (padded[..., 0, :] == 0).all()


# ConvTranspose2d
def test_the_formula_of_the_transposed_convolution():
    for n, k, s, p, d in itertools.product(range(1, 9), range(1, 5), range(1, 4), range(3), range(1, 3)):
        expected = (n - 1) * s - 2 * p + d * (k - 1) + 1
        if expected > 0:
            y = F.conv_transpose2d(torch.zeros(1, 1, n, n), torch.zeros(1, 1, k, k), stride=s, padding=p, dilation=d)
            assert sides(y) == (expected,) * 2
            assert size_out(expected, k, s, p, d) == n
            for more in range(max(s, d)):
                settings = {"stride": s, "padding": p, "dilation": d, "output_padding": more}
                assert (
                    sides(F.conv_transpose2d(torch.zeros(1, 1, n, n), torch.zeros(1, 1, k, k), **settings))
                    == (expected + more,) * 2
                )


def test_its_weight_begins_with_in_and_then_out_by_groups():
    assert tuple(nn.ConvTranspose2d(8, 16, 3).weight.shape) == (8, 16, 3, 3)
    assert tuple(nn.ConvTranspose2d(8, 16, 3, groups=4).weight.shape) == (8, 4, 3, 3)


def test_it_is_the_transpose_in_matrix_terms():
    """⟨convolution of x, v⟩ = ⟨x, transposed convolution of v⟩, for every x and v."""
    v, kernel = torch.rand(1, 1, 3, 3), torch.rand(1, 1, 3, 3)
    assert torch.allclose((F.conv2d(x, kernel) * v).sum(), (x * F.conv_transpose2d(v, kernel)).sum())


def test_it_can_make_an_image_smaller():
    assert sides(nn.ConvTranspose2d(1, 1, 3, padding=2)(x)) == (3, 3)


def test_the_one_dimensional_one_refuses_an_image():
    with pytest.raises(RuntimeError, match=r"Expected 2D \(unbatched\) or 3D \(batched\) input to conv_transpose1d"):
        nn.ConvTranspose1d(1, 1, 3)(x)


def test_output_padding_adds_below_and_right():
    weight = torch.ones(1, 1, 3, 3)
    plain, more = (F.conv_transpose2d(x, weight, stride=2, padding=1, output_padding=add) for add in (0, 1))
    assert torch.equal(more[..., :-1, :-1], plain)
    with pytest.raises(RuntimeError, match="output padding must be smaller than either stride or dilation"):
        nn.ConvTranspose2d(1, 1, 3, stride=2, output_padding=2)(x)


# More of pooling
def test_ceil_mode_keeps_a_window_that_starts_inside_the_image_or_its_left_padding():
    for n, k, s in itertools.product(range(4, 14), range(1, 5), range(1, 5)):
        for p in range(k // 2 + 1):
            size = math.ceil((n + 2 * p - k) / s) + 1
            if (size - 1) * s >= n + p:
                size -= 1
            assert sides(nn.MaxPool2d(k, s, p, ceil_mode=True)(torch.zeros(1, n, n))) == (size, size), (n, k, s, p)


def test_average_pooling_of_ones_with_and_without_its_padding():
    ones = torch.ones(1, 1, 4, 4)
    counted, real = (nn.AvgPool2d(2, padding=1, count_include_pad=include)(ones) for include in (True, False))
    assert counted[0, 0, 0, 0] == 0.25 and (real == 1).all()


def test_pooling_reduces_what_a_shift_changes_and_does_not_remove_it():
    maps = F.conv2d(torch.rand(8, 1, 34, 34), torch.ones(1, 1, 3, 3))
    moved = maps.roll(1, dims=3)
    pools = [nn.MaxPool2d(2), nn.MaxPool2d(4)]
    change = [(moved - maps)[..., 4:-4].abs().mean().item()]
    change += [(pool(moved) - pool(maps))[..., 2:-2].abs().mean().item() for pool in pools]
    assert change[0] > change[1] > change[2] > 0
    line = torch.zeros(1, 1, 8, 8)  # "usually": a line that moves into the next windows changes the result more
    line[..., 3] = 1
    moved, pool = line.roll(1, dims=3), nn.MaxPool2d(2)
    assert (pool(moved) - pool(line)).abs().mean() > (moved - line).abs().mean()
    told("pooling", zh="通常比特征图本身变化小", en="the result therefore usually changes less than the map itself")


def test_the_windows_of_adaptive_pooling():
    assert torch.allclose(nn.AdaptiveAvgPool2d(2)(x), F.avg_pool2d(x, 3, stride=2)), "3×3, with an overlap"
    assert torch.equal(nn.AdaptiveMaxPool2d(2)(x), F.max_pool2d(x, 3, stride=2))
    image = torch.rand(2, 3, 12, 12)
    assert torch.allclose(nn.AdaptiveAvgPool2d(4)(image), F.avg_pool2d(image, 3)), "no overlap where the size divides"


def test_another_size_fails_without_adaptive_pooling_and_not_with_it():
    flat = nn.Sequential(nn.Flatten(), nn.Linear(32 * 8 * 8, 10))
    adaptive = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(32, 10))
    for size in (8, 9, 30):
        assert adaptive(torch.rand(2, 32, size, size)).shape == (2, 10)
    with pytest.raises(RuntimeError, match="mat1 and mat2 shapes cannot be multiplied"):
        flat(torch.rand(2, 32, 9, 9))


# The block
def test_two_convolutions_in_a_row_are_one_with_a_larger_kernel():
    first, second = nn.Conv2d(2, 3, 3), nn.Conv2d(3, 4, 3)
    image = torch.rand(1, 2, 9, 9)
    weight = F.conv2d(first.weight.transpose(0, 1), second.weight.flip(2, 3), padding=2).transpose(0, 1)
    bias = second.bias + (second.weight.sum((2, 3)) * first.bias).sum(1)
    assert weight.shape == (4, 2, 5, 5)
    assert torch.allclose(second(first(image)), F.conv2d(image, weight, bias), atol=1e-5)


def test_a_bias_directly_before_batchnorm_has_no_effect_in_training_mode_and_may_have_one_in_eval():
    conv, norm, image = nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), torch.rand(8, 1, 6, 6)
    outputs = []
    for bias in (0.0, 5.0):
        nn.init.constant_(conv.bias, bias)
        outputs.append(norm(conv(image)))
    assert torch.allclose(*outputs, atol=1e-4)
    outputs[0].square().sum().backward()
    assert conv.bias.grad.abs().max() < 1e-3 < conv.weight.grad.abs().max()
    fresh = nn.BatchNorm2d(4).eval()
    with_bias = fresh(conv(image))
    nn.init.zeros_(conv.bias)
    assert not torch.allclose(fresh(conv(image)), with_bias, atol=0.1)


def test_the_block_keeps_the_size_or_halves_it_rounded_up():
    for n in range(3, 12):
        assert sides(block(3, 4)(torch.rand(2, 3, n, n))) == (n, n)
        assert sides(block(3, 4, stride=2)(torch.rand(2, 3, n, n))) == (math.ceil(n / 2),) * 2
    one = block(3, 16)
    assert one[0].bias is None and one[1].bias is not None
    net = nn.Sequential(one, block(16, 32, 2), block(32, 64, 2), nn.Linear(64, 10))
    told("pooling", sum(p.numel() for p in net.parameters()), zh="它有 {:,} 个参数", en="It has {:,} parameters")


def test_three_halvings_leave_4():
    sizes = nn.Sequential(*[nn.MaxPool2d(2) for _ in range(3)])(torch.rand(1, 32, 32)).shape[1:]
    told(
        "pooling",
        32,
        32,
        *sizes,
        zh="{}×{} 的图像减半三次，就只剩 {}×{}",
        en="For {}×{} images, three halvings leave {}×{}",
    )


# Checkerboards
@pytest.mark.parametrize(("k", "s"), list(itertools.product(range(1, 9), range(1, 5))))
def test_the_overlap_is_even_apart_from_the_border_if_the_kernel_is_a_multiple_of_the_stride(k, s):
    y = F.conv_transpose2d(torch.ones(1, 1, 12, 12), torch.ones(1, 1, k, k), stride=s)[0, 0, k:-k, k:-k]
    assert (y == y[0, 0]).all() == (k % s == 0)


def test_both_ways_to_double_the_size():
    for n in range(1, 8):
        maps = torch.rand(1, 4, n, n)
        for up in (
            nn.ConvTranspose2d(4, 4, 4, stride=2, padding=1),
            nn.Sequential(nn.Upsample(scale_factor=2), nn.Conv2d(4, 4, 3, padding=1)),
        ):
            assert sides(up(maps)) == (2 * n, 2 * n)


# Exercises and self-check
def test_every_doubling_has_kernel_and_output_padding_of_2_and_2p():
    for k, p, more in itertools.product(range(1, 8), range(4), range(2)):
        doubles = all((n - 1) * 2 - 2 * p + k + more == 2 * n for n in range(2, 9))
        assert doubles == (k + more == 2 + 2 * p)


def test_two_3x3_have_28_percent_fewer_parameters():
    one, two = nn.Conv2d(16, 16, 5), nn.Sequential(nn.Conv2d(16, 16, 3), nn.Conv2d(16, 16, 3))
    sizes = [sum(p.numel() for p in layer.parameters()) for layer in (one, two)]
    told("pooling", 1 - sizes[1] / sizes[0], zh="参数少 {:.0%}", en="{:.0%} fewer parameters")


def test_the_question_of_the_sizes_that_become_16():
    conv = nn.Conv2d(8, 8, 3, stride=2, padding=1)
    assert [n for n in range(20, 45) if sides(conv(torch.rand(1, 8, n, n))) == (16, 16)] == [31, 32]
    assert sides(conv(torch.rand(1, 8, 31, 32))) == (16, 16)


def test_the_question_of_larger_images():
    end = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))
    assert {tuple(end(torch.rand(2, 64, size, size)).shape) for size in (4, 7, 20)} == {(2, 10)}
