"""What the lesson `tensors` says from the matrix product on."""

import functools
import itertools
import re

import numpy as np
import pytest
import torch
from torch import nn

from tests.helpers import claims
from tests.helpers.told import told

raises = functools.partial(claims.raises, "tensors")


# The matrix product


@pytest.mark.parametrize(("n", "k", "other", "m"), [*itertools.product((1, 2, 4), repeat=4)])
def test_the_rule_of_the_matrix_product(n, k, other, m):
    a, b = torch.zeros(n, k), torch.zeros(other, m)
    if k == other:
        assert (a @ b).shape == torch.matmul(a, b).shape == (n, m)
    else:
        with pytest.raises(RuntimeError, match=re.escape(f"mat1 and mat2 shapes cannot be multiplied ({n}x{k} and {other}x{m})")):
            a @ b


def test_each_element_is_a_row_times_a_column():
    torch.manual_seed(0)
    a, b = torch.randn(3, 4), torch.randn(4, 5)
    assert all(torch.isclose((a @ b)[i, j], (a[i] * b[:, j]).sum(), atol=1e-6) for i in range(3) for j in range(5))
    assert (torch.zeros(3, 2) @ torch.zeros(2, 3)).shape == (3, 3)


@pytest.mark.parametrize("shape", [(4, 3), (3,), (10, 4, 3), (2, 10, 4, 3)])
def test_linear_computes_this_line(shape):
    torch.manual_seed(0)
    layer, x = nn.Linear(3, 2), torch.randn(shape)
    assert layer.weight.shape == (2, 3) and layer.bias.shape == (2,)
    y = x @ layer.weight.T + layer.bias
    assert y.shape == (*shape[:-1], 2) and torch.allclose(layer(x), y, atol=1e-6)


def test_a_layer_shows_its_weight_transposed():
    with pytest.raises(RuntimeError, match=re.escape("mat1 and mat2 shapes cannot be multiplied (4x3 and 5x2)")):
        nn.Linear(5, 2)(torch.zeros(4, 3))


# Reductions


@pytest.mark.parametrize("dim", [0, 1, 2, (0, 2), (1, 2), (0, 1, 2)])
@pytest.mark.parametrize("reduce", [torch.sum, torch.mean, torch.amax, torch.std])
def test_the_named_dimension_disappears_or_stays_with_size_1(reduce, dim):
    x = torch.zeros(2, 3, 4)
    dims = dim if isinstance(dim, tuple) else (dim,)
    assert list(reduce(x, dim=dim).shape) == [size for number, size in enumerate(x.shape) if number not in dims]
    kept = reduce(x, dim=dim, keepdim=True)
    assert list(kept.shape) == [1 if number in dims else size for number, size in enumerate(x.shape)]
    assert (x - kept).shape == x.shape


def test_without_dim_the_result_is_a_scalar():
    x = torch.zeros(2, 3, 4)
    assert all(y.shape == () for y in (x.sum(), x.mean(), x.max(), x.argmax()))


def test_the_table_that_was_divided_wrongly():
    x = torch.tensor([[1.0, 1.0, 2.0], [2.0, 4.0, 2.0], [4.0, 4.0, 8.0]])
    wrong = x / x.sum(dim=1)
    assert all(torch.equal(wrong[:, j], x[:, j] / x[j].sum()) for j in range(3))


# NumPy and images


def test_who_shares_memory_with_numpy():
    array = np.zeros(3)
    tensor, copied = torch.from_numpy(array), torch.tensor(array)
    tensor.numpy()[0] = 5
    assert array[0] == tensor[0] == 5 and copied[0] == 0 and tensor.dtype == torch.float64
    raises("Can't call numpy() on Tensor that requires grad", torch.zeros(2, requires_grad=True).numpy)
    torch.zeros(2, requires_grad=True).detach().cpu().numpy()
    with pytest.raises(ValueError, match="negative"):
        torch.from_numpy(array[::-1])
    assert torch.from_numpy(array[::-1].copy()).tolist() == [0, 0, 5]


def test_bytes_go_to_floats_and_back():
    values = torch.arange(256).to(torch.uint8)
    floats = values.float() / 255
    assert floats.dtype == torch.float32 and floats.min() == 0 and floats.max() == 1
    assert torch.equal((floats * 255).round().clamp(0, 255).to(torch.uint8), values)
    assert torch.tensor([2.9]).to(torch.uint8).item() == 2
    assert not torch.equal((floats.sqrt().square() * 255).to(torch.uint8), values)  # without round()
    assert torch.tensor([-3.0, 258.0]).clamp(0, 255).tolist() == [0, 255]
    total = (torch.tensor([200], dtype=torch.uint8) + 100).item()
    told("tensors", total, zh="200 + 100 会得到 {}", en="200 + 100 gives {}")


# In place


def test_what_is_in_place():
    x = torch.tensor([1.0, 2.0])
    memory = x.data_ptr()
    other = x
    x += 10
    x[0] = 5
    x.add_(10)
    assert x is other and x.data_ptr() == memory and x.tolist() == [15.0, 22.0]
    assert (x + 10).data_ptr() != memory


def test_shape_and_dtype_stay_in_place():
    whole = torch.tensor([1, 2])
    raises("result type Float can't be cast to the desired output type Long", lambda: whole.add_(0.5))
    with pytest.raises(RuntimeError, match="doesn't match the broadcast shape"):
        torch.zeros(3).add_(torch.zeros(2, 3))
    told("tensors", zh="就地的算术运算不会改变张量的形状和 dtype", en="In-place arithmetic keeps the shape and the dtype")
    assert whole.unsqueeze_(0) is whole and whole.shape == (1, 2)  # no arithmetic: this one changes the shape in place


def test_a_gradient_may_need_the_old_value():
    w = torch.tensor([2.0], requires_grad=True)
    y = w * w
    with torch.no_grad():
        w += 1
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        y.backward()


# The ten mistakes

image, images = torch.zeros(3, 28, 28), torch.zeros(4, 3, 8, 8)


@pytest.mark.parametrize(
    ("message", "error", "mistake", "fixed"),
    [
        ("mat1 and mat2 shapes cannot be multiplied (3x784 and 2352x10)", RuntimeError,
         lambda: nn.Linear(2352, 10)(image.flatten(1)), lambda: nn.Linear(2352, 10)(image[None].flatten(1))),
        ("expected input[4, 32, 28, 3] to have 3 channels, but got 32 channels instead", RuntimeError,
         lambda: nn.Conv2d(3, 6, 5)(torch.zeros(4, 32, 28, 3)),
         lambda: nn.Conv2d(3, 6, 5)(torch.zeros(4, 32, 28, 3).permute(0, 3, 1, 2))),
        ("The size of tensor a (5) must match the size of tensor b (3)", RuntimeError,
         lambda: torch.zeros(2, 3, 4, 5) - torch.zeros(3), lambda: torch.zeros(2, 3, 4, 5) - torch.zeros(3)[:, None, None]),
        ("view size is not compatible with input tensor's size and stride", RuntimeError,
         lambda: images.permute(0, 2, 3, 1).view(4, -1), lambda: images.permute(0, 2, 3, 1).reshape(4, -1)),
        ("mat1 and mat2 shapes cannot be multiplied (1x768 and 192x10)", RuntimeError,
         lambda: nn.Linear(192, 10)(images.view(1, -1)), lambda: nn.Linear(192, 10)(images.flatten(1))),
        ("mat1 and mat2 shapes cannot be multiplied (1x768 and 192x10)", RuntimeError,
         lambda: nn.Linear(192, 10)(images.flatten()), lambda: nn.Linear(192, 10)(images.flatten(1))),
        ("mat1 and mat2 shapes cannot be multiplied (4x3 and 2x3)", RuntimeError,
         lambda: torch.zeros(4, 3) @ torch.zeros(2, 3), lambda: torch.zeros(4, 3) @ torch.zeros(2, 3).T),
        ("The size of tensor a (3) must match the size of tensor b (2)", RuntimeError,
         lambda: torch.ones(2, 3) / torch.ones(2, 3).sum(dim=1),
         lambda: torch.ones(2, 3) / torch.ones(2, 3).sum(dim=1, keepdim=True)),
        ("Dimension out of range (expected to be in range of [-1, 0], but got 1)", IndexError,
         lambda: torch.zeros(1, 10).squeeze().softmax(dim=1), lambda: torch.zeros(1, 10).softmax(dim=1)),
    ],
)  # fmt: skip
def test_the_mistakes_that_raise(message, error, mistake, fixed):
    raises(message, mistake, error)
    fixed()


SILENT = {
    3: lambda n, c, h, w: torch.zeros(n, h, w, c).reshape(n, c, h, w),
    4: lambda n, c, h, w: torch.zeros(n, 1) - torch.zeros(n),
    5: lambda n, c, h, w: torch.zeros(n, c, h, w) - torch.zeros(c),
    8: lambda n, c, h, w: torch.zeros(n, c) @ torch.zeros(h, c),
    9: lambda n, c, h, w: torch.zeros(n, c) / torch.ones(n, c).sum(dim=1),
}


def fails(mistake, sizes):
    try:
        mistake(*sizes)
    except RuntimeError:
        return True
    return False


def test_sizes_that_differ_find_more_mistakes():
    assert not any(fails(mistake, (3, 3, 3, 3)) for mistake in SILENT.values())
    assert [number for number, mistake in SILENT.items() if fails(mistake, (4, 3, 32, 28))] == [5, 8, 9]
    told("tensors", zh="第 3、4、5、8、9 个可能不报错", en="Numbers 3, 4, 5, 8 and 9 can pass without an error")
    told("tensors", zh="各个大小都不相同，第 5、8、9 个就会报错", en="Sizes that all differ bring numbers 5, 8 and 9 to light")
    told(
        "tensors", zh="用 4 张 3×32×28 的图，不要用 3 张 3×3×3 的图", en="4 images of 3×32×28 rather than with 3 images of 3×3×3"
    )


# Exercises and questions


def test_the_shapes_of_exercise_1():
    images = torch.zeros(8, 3, 32, 28)
    results = (images[2], images[:, 1], images[:, 1:2], images.flatten(1), images.mean(dim=(2, 3)), images.permute(0, 2, 3, 1))
    shapes = [str(tuple(result.shape)) for result in results]
    told("tensors", *shapes, zh="、".join(["{}"] * 6), en=", ".join(["{}"] * 5) + " and {}")
    told("tensors", results[3].shape[1], zh="3·32·28 = {}", en="3·32·28 = {}")


def test_the_pairs_of_exercise_4():
    prediction, target = torch.tensor([[0], [1], [2], [0]]), torch.tensor([0, 1, 2, 0])
    pairs = prediction == target
    told(
        "tensors",
        pairs.numel(),
        pairs.sum().item(),
        zh="比较了 {} 对，其中 {} 对碰巧相等",
        en="{} pairs are compared, of which {} happen",
    )


def test_the_answers_of_the_questions():
    assert (torch.zeros(4, 1, 6) + torch.zeros(5, 1)).shape == (4, 5, 6)
    n, h, w, c = 2, 4, 5, 3
    photos = torch.arange(n * h * w * c).reshape(n, h, w, c)
    assert photos.transpose(1, 3).shape == (n, c, w, h)
    assert torch.equal(photos.transpose(1, 3), photos.permute(0, 3, 1, 2).transpose(2, 3))
    a = torch.zeros(2, 3)
    b = a.view(-1)
    b[0] = 7
    assert a[0, 0] == 7
    a.clone().view(-1)[0] = 8
    assert a[0, 0] == 7
    assert (torch.zeros(32, 20) @ torch.zeros(5, 20).T).shape == (32, 5)
    scores = torch.zeros(6, 10)
    assert scores.argmax(dim=1).shape == (6,) and scores.argmax(dim=0).shape == (10,) and scores.argmax().shape == ()
