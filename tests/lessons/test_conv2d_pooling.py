"""What the page `conv2d` says of pooling and of the transposed convolution."""

import itertools

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.conv2d.formula import size_out
from snippets.conv2d.image import kernel, x


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
    v = torch.rand(1, 1, 3, 3)
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
