"""What the prose of the lesson `tensors` says beyond the outputs that its page shows."""

import functools
import itertools
import math
import warnings

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from tests.helpers import claims
from tests.helpers.told import told

raises = functools.partial(claims.raises, "tensors")

SIZES = (1, 2, 3)
SHAPES = [shape for ndim in range(4) for shape in itertools.product(SIZES, repeat=ndim)]


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
