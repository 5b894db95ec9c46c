"""What the prose of the lesson `tensors` says beyond the outputs that its page shows."""

import itertools
import math
import re
import warnings

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from tests.helpers.told import told

SIZES = (1, 2, 3)
SHAPES = [shape for ndim in range(4) for shape in itertools.product(SIZES, repeat=ndim)]


def quoted(message):
    """The page quotes this error, in both languages."""
    told("tensors", zh=f"`{message}", en=f"`{message}")


def raises(message, function, error=RuntimeError):
    """It raises this, and the page quotes it."""
    with pytest.raises(error, match=re.escape(message)):
        function()
    quoted(message)


def shares(x, y):
    return x.untyped_storage().data_ptr() == y.untyped_storage().data_ptr()


# Shape, dtype, device


@pytest.mark.parametrize("shape", SHAPES)
def test_the_size_of_a_tensor_is_a_tuple_and_its_elements_are_the_product(shape):
    x = torch.zeros(shape)
    assert isinstance(x.shape, tuple) and tuple(x.shape) == shape and x.size() == x.shape
    assert x.ndim == len(shape) and x.numel() == math.prod(shape)
    assert not shape or x.shape[-1] == x.shape[x.ndim - 1]


def test_the_table_of_calls():
    assert torch.zeros(2, 3).tolist() == [[0, 0, 0], [0, 0, 0]] and torch.ones(2, 3).tolist() == [[1, 1, 1], [1, 1, 1]]
    assert torch.full((2, 3), 7.0).tolist() == [[7, 7, 7], [7, 7, 7]]
    assert torch.arange(6).tolist() == [0, 1, 2, 3, 4, 5] and torch.arange(6).dtype == torch.int64
    torch.manual_seed(0)
    drawn = torch.rand(100_000)
    assert 0 <= drawn.min() < 0.001 and 0.999 < drawn.max() < 1
    normal = torch.randn(100_000)
    assert abs(normal.mean()) < 0.02 and abs(normal.std() - 1) < 0.02
    like = torch.zeros_like(torch.ones(2, 3, dtype=torch.int64, device="meta"))
    assert (tuple(like.shape), like.dtype, like.device.type) == ((2, 3), torch.int64, "meta")


def test_a_seed_repeats_the_draws():
    draws = []
    for _ in range(2):
        torch.manual_seed(0)
        draws.append((torch.rand(5).tolist(), torch.randn(5).tolist()))
    assert draws[0] == draws[1]


def test_a_loss_is_a_scalar():
    for loss in (
        F.mse_loss(torch.zeros(4, 2), torch.zeros(4, 2)),
        F.cross_entropy(torch.zeros(4, 2), torch.tensor([0, 1, 1, 0])),
    ):
        assert loss.shape == () and loss.ndim == 0 and loss.numel() == 1 and type(loss.item()) is float
    assert type(torch.tensor([1, 2]).sum().item()) is int
    assert torch.zeros(1).shape != torch.zeros(()).shape


def test_item_wants_one_element():
    raises("a Tensor with 6 elements cannot be converted to Scalar", torch.zeros(2, 3).item)
    assert torch.zeros(2, 3).tolist() == [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]


def test_the_dtypes():
    assert torch.tensor([1.5]).dtype == torch.float32 and torch.tensor([1]).dtype == torch.int64
    assert nn.Linear(2, 2).weight.dtype == nn.Conv2d(1, 1, 1).weight.dtype == torch.float32
    assert np.zeros(2).dtype == np.array([1.5]).dtype == np.random.rand(2).dtype == np.float64
    floats, doubles = torch.ones(2, 2), torch.ones(2, 2, dtype=torch.float64)
    for operation in (torch.add, torch.sub, torch.mul, torch.div, torch.gt, torch.eq):
        assert operation(doubles, floats).shape == (2, 2)
    raises("expected m1 and m2 to have the same dtype, but got: double != float", lambda: doubles @ floats)
    assert (doubles.float() @ floats).tolist() == [[2, 2], [2, 2]]
    raises("mean(): could not infer output dtype", torch.tensor([1, 2]).mean)
    assert torch.tensor([1, 2]).float().mean() == 1.5


def test_class_labels_have_to_be_integers():
    with pytest.raises(RuntimeError):
        F.cross_entropy(torch.zeros(4, 2), torch.zeros(4))


def test_one_operation_wants_one_device():
    with pytest.raises(RuntimeError, match="device"):
        torch.zeros(2, device="meta") @ torch.zeros(2)


# Indexing


@pytest.mark.parametrize("index", [*itertools.product([0, slice(0, 1), slice(None), slice(1, None), -1], repeat=3)])
def test_an_integer_removes_its_dimension_and_a_slice_keeps_it(index):
    x = torch.zeros(2, 3, 4)
    kept = [len(range(size)[each]) for size, each in zip(x.shape, index, strict=True) if isinstance(each, slice)]
    assert list(x[index].shape) == kept


def test_colons_may_be_left_out_and_dots_stand_for_them():
    x = torch.arange(24).reshape(2, 3, 4)
    assert torch.equal(x[1], x[1, :, :]) and torch.equal(x[..., 1], x[:, :, 1]) and torch.equal(x[-1], x[1])


def test_what_an_index_may_not_be():
    images = torch.zeros(4, 3, 32, 28)
    raises("index 4 is out of bounds for dimension 0 with size 4", lambda: images[4], IndexError)
    raises("step must be greater than zero", lambda: images[::-1], ValueError)
    x = torch.arange(6).reshape(2, 3)
    assert x.flip(-1).tolist() == [[2, 1, 0], [5, 4, 3]]


def test_a_convolutional_network_accepts_the_slice():
    images = torch.zeros(4, 3, 32, 28)
    assert nn.Conv2d(1, 6, 5)(images[:, 0:1]).shape == (4, 6, 28, 24)


def test_a_mask_gives_one_dimension():
    x = torch.arange(24).reshape(2, 3, 4)
    assert x[x > 5].tolist() == list(range(6, 24))


def test_cross_entropy_picks_one_value_of_each_sample():
    torch.manual_seed(0)
    scores, target = torch.randn(5, 3), torch.tensor([0, 2, 1, 1, 0])
    picked = scores.log_softmax(dim=1)[torch.arange(5), target]
    assert torch.allclose(F.cross_entropy(scores, target, reduction="none"), -picked)


@pytest.mark.parametrize("shape", [(), (3,), (2, 3)])
def test_none_is_unsqueeze_and_squeeze_undoes_it(shape):
    x = torch.zeros(shape)
    assert x[None].shape == x.unsqueeze(0).shape == (1, *shape)
    assert x[..., None].shape == x.unsqueeze(-1).shape == (*shape, 1)
    assert x[None].squeeze(0).shape == shape


def test_squeeze_without_a_number_takes_each_1_away():
    assert torch.zeros(1, 3, 1, 2, 1).squeeze().shape == (3, 2)
    assert torch.zeros(8, 1).squeeze().shape == (8,)
    told("tensors", "8", zh="批量里有 {} 个样本时，它会返回 (8,)", en="With a batch of {} it would have returned (8,)")


# Broadcasting


def stretched(one, other):
    """The rule in three steps, as the page tells it. None: an error."""
    length = max(len(one), len(other))
    pairs = zip((1,) * (length - len(one)) + one, (1,) * (length - len(other)) + other, strict=True)
    result = []
    for a, b in pairs:
        if a != b and 1 not in (a, b):
            return None
        result.append(b if a == 1 else a)
    return tuple(result)


def test_the_rule_of_broadcasting():
    for one, other in itertools.product(SHAPES, repeat=2):
        expected = stretched(one, other)
        if expected is None:
            with pytest.raises(RuntimeError, match="The size of tensor a"):
                torch.zeros(one) + torch.zeros(other)
        else:
            for operation in (torch.add, torch.sub, torch.mul, torch.div, torch.gt, torch.eq):
                assert operation(torch.zeros(one), torch.zeros(other)).shape == expected


def test_each_number_of_the_result_comes_from_the_same_place():
    x, row = torch.arange(12).reshape(3, 4), torch.arange(4)
    assert all((x + row)[i, j] == x[i, j] + row[j] for i in range(3) for j in range(4))


def test_channels_as_wide_as_the_image_raise_nothing():
    images, mean = torch.zeros(2, 3, 4, 3), torch.tensor([1.0, 2.0, 3.0])
    assert (images - mean)[0, 0, 0].tolist() == [-1, -2, -3]
    assert (images - mean[:, None, None])[0, :, 0, 0].tolist() == [-1, -2, -3]


def test_the_accident_teaches_the_average():
    target = torch.tensor([1.0, 2.0, 6.0])

    def loss(*prediction):
        return (torch.tensor(prediction)[:, None] - target).square().mean().item()

    best = min(itertools.product([1.0, 2.0, 3.0, 4.0, 6.0], repeat=3), key=lambda values: loss(*values))
    assert best == (3.0, 3.0, 3.0) and loss(*best) < loss(*target.tolist())


@pytest.mark.parametrize("n", [2, 3, 8])
def test_two_cures_of_the_accident(n):
    output, target = torch.zeros(n, 1), torch.zeros(n)
    assert (output - target).shape == (n, n)
    assert (output.squeeze(1) - target).shape == (n,) and (output - target[:, None]).shape == (n, 1)


def test_some_losses_warn_and_some_do_not():
    output, target = torch.ones(3, 1), torch.ones(3)
    with pytest.warns(UserWarning, match="target size"):
        F.mse_loss(output, target)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        F.poisson_nll_loss(output, target)


# view and reshape


@pytest.mark.parametrize("shape", [(12,), (3, 4), (2, 6), (2, 3, 2), (2, -1), (-1, 4)])
def test_reshape_and_view_keep_the_order(shape):
    x = torch.arange(12).reshape(4, 3)
    for y in (x.reshape(shape), x.view(shape)):
        assert y.flatten().tolist() == list(range(12))
        assert shares(x, y)


def test_the_number_of_elements_stays():
    for method in (torch.Tensor.reshape, torch.Tensor.view):
        with pytest.raises(RuntimeError, match="is invalid for input of size 12"):
            method(torch.arange(12), (5, 2))


def test_flatten_from_dimension_1_keeps_the_batch():
    images = torch.arange(4 * 3 * 8 * 8).reshape(4, 3, 8, 8)
    assert torch.equal(images.flatten(1), torch.flatten(images, 1)) and torch.equal(images.flatten(1)[2], images[2].flatten())
    assert images.flatten().shape == (768,)


def test_index_and_slice_are_views_and_masks_and_lists_copies():
    x = torch.arange(6).reshape(2, 3)
    for y in (x[0], x[:, 1], x[:1], x[..., -1], x[None], x.view(6), x.T, x[0, 0]):
        assert shares(x, y)
    for y in (x[x > -1], x[[0, 1]], x[torch.arange(2), torch.arange(2)], x.clone()):
        assert not shares(x, y)


# transpose and permute


def test_what_transpose_and_permute_do():
    x = torch.arange(24).reshape(2, 3, 4)
    assert all(x[0].T[j, i] == x[0][i, j] for i in range(3) for j in range(4))
    assert torch.equal(x[0].T, x[0].transpose(0, 1)) and torch.equal(x[0].T, x[0].permute(1, 0))
    moved = x.permute(2, 0, 1)
    assert moved.shape == (4, 2, 3) and all(moved[c, h, w] == x[h, w, c] for h in range(2) for w in range(3) for c in range(4))


@pytest.mark.parametrize(("height", "width"), [(5, 4), (4, 4), (32, 28), (2, 3)])
def test_reshape_scrambles_and_permute_does_not(height, width):
    torch.manual_seed(0)
    photo = torch.rand(height, width, 3)
    for c in range(3):
        assert torch.equal(photo.permute(2, 0, 1)[c], photo[:, :, c])
        assert not torch.equal(photo.reshape(3, height, width)[c], photo[:, :, c])


def test_the_picture_of_the_letter():
    from snippets.tensors.swap import moved, photo, scrambled

    assert torch.equal(scrambled[0].flatten(), photo.flatten()[:20])
    assert scrambled[0].sum() == 5 and torch.equal(moved[0], photo[:, :, 0])
    told("tensors", photo[:, :, 0].numel(), zh="照片里最前面的 {} 个数", en="the first {} numbers of the photo")
    assert all(channel.sum() == 0 for channel in moved[1:])


def test_a_stride_is_the_way_to_the_next_index():
    x = torch.arange(24).reshape(2, 3, 4)
    for y in (x, x.permute(2, 0, 1), x.transpose(0, 2), x[:, 1:]):
        start = y.storage_offset()
        for index in itertools.product(*map(range, y.shape)):
            place = start + sum(i * step for i, step in zip(index, y.stride(), strict=True))
            assert y[index].item() == place


@pytest.mark.parametrize("order", [*itertools.permutations(range(3))])
def test_contiguous_means_in_the_order_of_the_indices(order):
    x = torch.arange(24).reshape(2, 3, 4).permute(order)
    assert sorted(x.stride()) == [1, 4, 12] and shares(x, x.permute(1, 0, 2))
    assert x.is_contiguous() == (x.flatten().tolist() == list(range(24)))
    assert x.contiguous().is_contiguous() and torch.equal(x.contiguous(), x)
    assert shares(x, x.contiguous()) == x.is_contiguous()


def test_view_raises_where_reshape_copies():
    x = torch.tensor([[1, 2, 3], [4, 5, 6]])
    assert x.T.reshape(6).tolist() == [1, 4, 2, 5, 3, 6]
    assert shares(x, x.reshape(6)) and not shares(x, x.T.reshape(6)) and shares(x, x.flatten()) and not shares(x, x.T.flatten())
    x = torch.zeros(2, 3, 4)
    for order in itertools.permutations(range(3)):
        for shape in ((24,), (6, 4), (4, 6), (2, 12), (12, 2), (3, 8)):
            y = x.permute(order)
            if shares(x, y.reshape(shape)):
                assert shares(x, y.view(shape))
            else:
                with pytest.raises(RuntimeError, match="view size is not compatible"):
                    y.view(shape)


def test_layers_take_what_is_not_contiguous():
    torch.manual_seed(0)
    images = torch.randn(2, 8, 7, 3).permute(0, 3, 1, 2)
    assert not images.is_contiguous()
    for layer in (nn.Conv2d(3, 4, 3), nn.Linear(7, 2), nn.Flatten(), nn.BatchNorm2d(3), nn.MaxPool2d(2)):
        assert torch.allclose(layer(images), layer(images.contiguous()), atol=1e-5)


def test_the_table_of_what_moves():
    x = torch.arange(6).reshape(1, 2, 3)
    for y in (x[:, :1], x[None], x.squeeze(0), x.view(6), x.reshape(6), x.flatten(), x.transpose(1, 2), x.permute(2, 0, 1)):
        assert shares(x, y)
    for y in (x[None], x.squeeze(0), x.view(6), x.reshape(3, 2), x.flatten(), x.contiguous(), x.clone()):
        assert y.flatten().tolist() == [0, 1, 2, 3, 4, 5]
    assert x.transpose(1, 2).flatten().tolist() == [0, 3, 1, 4, 2, 5]


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
