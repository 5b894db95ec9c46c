"""The error clinic on shapes of layers and on tensor operations: each cause gives the message, and its cure runs."""

import math

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.functional import cross_entropy, dropout2d, interpolate, log_softmax, softmax
from torch.nn.utils.rnn import pad_sequence

from tests.helpers.claims import raises
from tests.helpers.told import told

zeros = torch.zeros


# Shapes of layers


def test_mat1_shows_whether_flatten_is_missing_or_took_the_batch_along():
    x, fc = zeros(32, 1, 28, 28), nn.Linear(784, 10)
    raises("errors/shapes", "(896x28 and 784x10)", lambda: fc(x))
    with pytest.raises(RuntimeError, match="1x25088 and 784x10"):
        fc(torch.flatten(x))
    assert fc(torch.flatten(x, 1)).shape == (32, 10)


def test_which_channels_a_convolution_got():
    conv, rows = nn.Conv2d(3, 6, 5), zeros(4, 28, 28, 3)
    raises("errors/shapes", "got 28 channels", lambda: conv(rows))
    assert conv(rows.permute(0, 3, 1, 2)).shape[0] == 4 and conv(rows[0].permute(2, 0, 1)).ndim == 3
    grey = zeros(64, 28, 28)
    raises("errors/shapes", "got 64 channels", lambda: nn.Conv2d(1, 6, 5)(grey))
    with pytest.raises(RuntimeError, match=r"input\[1, 64, 28, 28\]"):
        nn.Conv2d(1, 6, 5)(grey)
    assert nn.Conv2d(1, 6, 5)(grey[:, None]).shape[0] == 64
    text = zeros(4, 7, 50)
    with pytest.raises(RuntimeError, match="got 7 channels"):
        nn.Conv1d(50, 6, 3)(text)
    nn.Conv1d(50, 6, 3)(text.transpose(1, 2))


def test_a_convolution_of_flattened_data_and_of_videos():
    conv = nn.Conv2d(3, 6, 5)
    raises("errors/shapes", "2D (unbatched) or 3D (batched)", lambda: nn.Conv1d(1, 6, 3)(zeros(4, 1, 7, 2)))
    raises("errors/shapes", "[4, 784]", lambda: conv(zeros(4, 784)))
    nn.Conv2d(1, 6, 5)(zeros(4, 784).view(-1, 1, 28, 28))
    video = zeros(2, 4, 3, 28, 28)
    raises("errors/shapes", "[2, 4, 3, 28, 28]", lambda: conv(video))
    assert conv(video.flatten(0, 1)).shape[0] == 8
    nn.Conv3d(3, 6, 3)(video.transpose(1, 2))
    told("errors/shapes", zh="x.view(-1, 1, 28, 28)", en="x.view(-1, 1, 28, 28)")


def test_a_width_of_three_and_a_side_of_one_are_channels():
    raises("errors/shapes", "(28 x 3)", lambda: nn.Conv2d(28, 6, 5)(zeros(4, 28, 28, 3)))
    with pytest.raises(RuntimeError, match=r"\(28x14x0\)"):
        nn.MaxPool2d(2)(zeros(4, 28, 28, 1))


@pytest.mark.parametrize(("kernel", "dilation"), [(2, 1), (3, 1), (3, 2), (5, 1), (3, 3)])
def test_pooling_pads_at_most_half_of_the_effective_kernel(kernel, dilation):
    effective = dilation * (kernel - 1) + 1
    x = zeros(1, 1, 16, 16)
    if effective // 2 <= kernel // 2:
        nn.MaxPool2d(kernel, padding=effective // 2, dilation=dilation)(x)
    with pytest.raises(RuntimeError, match="pad should be at most half of effective kernel size"):
        nn.MaxPool2d(kernel, padding=effective // 2 + 1, dilation=dilation)(x)
    nn.Conv2d(1, 1, kernel, padding=kernel)(x)
    assert nn.MaxPool2d(3, stride=1, padding=1)(x).shape == x.shape
    assert nn.Sequential(nn.ZeroPad2d(2), nn.MaxPool2d(3))(x).shape == (1, 1, 6, 6)


def test_a_mirror_needs_an_inside_that_is_larger_than_the_border():
    x = zeros(1, 1, 4, 4)
    nn.Conv2d(1, 1, 7, padding=3, padding_mode="reflect")(x)
    for mode in ("replicate", "zeros"):
        nn.Conv2d(1, 1, 9, padding=4, padding_mode=mode)(x)
    with pytest.raises(RuntimeError, match="should be less than the corresponding input dimension"):
        torch.stft(zeros(1, 100), 400, window=torch.ones(400), return_complex=True)
    torch.stft(zeros(1, 201), 400, window=torch.ones(400), return_complex=True)
    told("errors/shapes", 4, 3, zh="边长为 {} 的图最多给出 {} 行", en="a side of {} can supply {} rows")


def test_the_size_of_a_transposed_convolution_can_be_given():
    up = nn.ConvTranspose2d(8, 4, 3, stride=2, padding=1)
    x = zeros(1, 8, 7, 7)
    assert {up(x, output_size=(side, side)).shape[-1] for side in (13, 14)} == {13, 14}


def test_one_factor_serves_all_sides():
    for sides in ((8,), (8, 8), (8, 8, 8)):
        assert interpolate(zeros(1, 3, *sides), scale_factor=2).shape == (1, 3, *(16 for _ in sides))
    assert interpolate(zeros(1, 3, 8), size=4).shape[-1] == 4


def test_batchnorm_behind_the_wrong_layer():
    raises("errors/shapes", "got 2D input", lambda: nn.BatchNorm2d(3)(zeros(2, 3)), ValueError)
    raises("errors/shapes", "expected 2D or 3D input (got 4D input)", lambda: nn.BatchNorm1d(3)(zeros(2, 3, 4, 4)), ValueError)


def test_one_value_per_channel_is_a_batch_of_one_without_sides():
    norm = nn.BatchNorm2d(3)
    with pytest.raises(ValueError, match="more than 1 value"):
        norm(zeros(1, 3, 1, 1))
    norm(zeros(1, 3, 2, 2))
    assert len(range(9)) % 4 == 1


def test_groups_that_divide_the_channels():
    for channels in (3, 6, 16, 48, 64):
        nn.GroupNorm(math.gcd(32, channels), channels)
    with pytest.raises(ValueError, match="must be divisible by num_groups"):
        nn.GroupNorm(6, 3)
    told("errors/shapes", zh="常见的 32 组", en="The usual 32 groups")
    told("errors/shapes", zh="`math.gcd(32, channels)`", en="`math.gcd(32, channels)`")


def test_group_norm_takes_the_features_in_dimension_1():
    x = torch.randn(2, 8, 5)
    assert nn.GroupNorm(1, 8)(x).shape == nn.LayerNorm([8, 5])(x).shape == x.shape


def test_segmentation_without_a_map_of_classes():
    scores = zeros(2, 3, 8, 8)
    raises("errors/shapes", "dimension: 1", lambda: cross_entropy(scores, zeros(2, dtype=torch.long)))
    with pytest.raises(RuntimeError, match="only batches of spatial targets supported"):
        cross_entropy(scores, zeros(2, 8, 8, 3, dtype=torch.long))
    pooled = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())(scores)
    cross_entropy(pooled, zeros(2, dtype=torch.long))


def test_a_target_that_is_shifted_by_one():
    scores, tokens = torch.randn(2, 7, 10), torch.randint(10, (2, 7))
    cross_entropy(scores[:, :-1].transpose(1, 2), tokens[:, 1:])
    with pytest.raises(RuntimeError, match="Expected target size"):
        cross_entropy(scores.transpose(1, 2), tokens[:, 1:])


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_the_mean_of_the_divergence_is_smaller_by_the_number_of_classes():
    for classes in (2, 5, 10):
        log_p, q = torch.randn(4, classes).log_softmax(1), torch.randn(4, classes).softmax(1)
        ratio = nn.KLDivLoss(reduction="batchmean")(log_p, q) / nn.KLDivLoss()(log_p, q)
        assert ratio.item() == pytest.approx(classes, rel=1e-4)


@pytest.mark.parametrize(("dims", "chosen"), [(1, 0), (2, 1), (3, 0), (4, 1), (5, 1)])
def test_the_dimension_that_softmax_guesses(dims, chosen):
    x = torch.randn([2] * dims)
    with pytest.warns(UserWarning, match="Implicit dimension choice for log_softmax"):
        assert torch.equal(log_softmax(x), x.log_softmax(chosen))
    with pytest.warns(UserWarning, match="Implicit dimension choice for softmax"):
        assert torch.equal(softmax(x), x.softmax(chosen))


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_dropout2d_drops_rows_of_three_dimensions():
    torch.manual_seed(0)
    rows = nn.Dropout2d(0.5)(torch.ones(3, 8, 8))
    assert all(len(set(row.tolist())) == 1 for image in rows for row in image)
    assert any(len(set(image.flatten().tolist())) == 2 for image in rows)
    torch.manual_seed(0)
    assert torch.equal(nn.Dropout1d(0.5)(torch.ones(3, 8, 8)), rows)


def test_dropout2d_behind_a_linear_layer_warns():
    with pytest.warns(UserWarning, match="Received a 2-D input"):
        dropout2d(zeros(2, 3))
    told("errors/shapes", zh="`Received a 2-D input`", en="`Received a 2-D input`")


# Tensor operations


def test_a_smaller_last_batch_and_a_hard_coded_size():
    x = zeros(3, 16, 5, 5)
    with pytest.raises(RuntimeError, match="is invalid for input of size 1200"):
        x.view(4, 400)
    assert x.view(x.shape[0], -1).shape == (3, 400)


def test_view_after_a_slice():
    x = zeros(4, 5)[:, :3]
    with pytest.raises(RuntimeError, match="view size is not compatible"):
        x.view(-1)
    assert x.contiguous().view(-1).shape == x.reshape(-1).shape == (12,)


def test_sizes_that_do_not_broadcast():
    with pytest.raises(RuntimeError, match=r"a \(4\) must match the size of tensor b \(3\) at non-singleton dimension 0"):
        zeros(4, 8, 8) - zeros(3, 1, 1)
    with pytest.raises(RuntimeError, match=r"a \(60\) must match the size of tensor b \(50\) at non-singleton dimension 1"):
        zeros(2, 60, 16) + zeros(50, 16)
    told("errors/dimensions", zh="报的是第 0 维的 `(4)` 和 `(3)`", en="The message says `(4)` and `(3)` at dimension 0")
    told("errors/dimensions", zh="4 通道的图用 3 个均值归一化", en="Images with 4 channels, normalised with 3 means")


def test_cat_along_another_dimension():
    with pytest.raises(RuntimeError, match=r"except in dimension 0\. Expected size 3 but got size 5"):
        torch.cat([zeros(2, 3), zeros(2, 5)])
    assert torch.cat([zeros(2, 3), zeros(2, 5)], dim=1).shape == (2, 8)
    assert torch.stack([zeros(3), zeros(3)]).shape == (2, 3)


def test_an_assignment_of_another_shape():
    with pytest.raises(RuntimeError, match="The expanded size of the tensor"):
        zeros(3, 4)[0] = zeros(5)


def test_query_and_key():
    query, key = zeros(2, 3, 4), zeros(2, 5, 4)
    assert torch.equal(query @ key.mT, query @ key.transpose(1, 2))
    for other in (zeros(2, 6, 7).mT, zeros(5, 4, 3)):
        with pytest.raises(RuntimeError):
            torch.bmm(query, other)


def test_the_values_of_a_batch():
    with pytest.raises(ValueError, match=r"\(expected 2, got 1\)"):
        [(x, target) for x, target in [[zeros(4, 2)]]]
    told("errors/dimensions", zh="`(expected 2, got 1)`", en="`(expected 2, got 1)`")


def test_a_batch_that_got_lost():
    out = zeros(1, 10)
    for lost in (out[0], out.squeeze()):
        with pytest.raises(IndexError, match="Dimension out of range"):
            lost.argmax(1)
    assert out[:1].argmax(1).shape == out.squeeze(1).argmax(1).shape == (1,)


def test_gather_and_an_lstm_with_one_state_say_out_of_bounds():
    with pytest.raises(RuntimeError, match="index 3 is out of bounds for dimension 1 with size 3"):
        zeros(2, 3).gather(1, torch.tensor([[3]]))
    with pytest.raises(IndexError, match="index 1 is out of bounds for dimension 0 with size 1"):
        nn.LSTM(8, 16)(zeros(5, 2, 8), zeros(1, 2, 16))
    with pytest.raises(IndexError, match="index 10 is out of bounds"):
        zeros(10)[torch.tensor([10])]


def test_a_mask_for_columns():
    x, mask = zeros(10, 2), torch.tensor([True, False])
    assert x[:, mask].shape == (10, 1)
    with pytest.raises(IndexError, match=r"\[10, 2\] at index 1"):
        x[:, torch.ones(3, dtype=torch.bool)]
    told("errors/dimensions", zh="`at index 1`", en="`at index 1`")


def test_topk_of_another_dimension():
    with pytest.raises(RuntimeError, match="k out of range"):
        zeros(4, 3).kthvalue(5)
    assert zeros(2, 7, 3, 3).topk(5, dim=1).indices.shape[1] == 5


def test_squeeze_makes_a_scalar_of_a_batch_of_one():
    out = zeros(1, 1)
    with pytest.raises(IndexError, match="invalid index of a 0-dim tensor"):
        out.squeeze()[0]
    assert out.squeeze(1).shape == (1,)


def test_a_mask_of_floats_as_integers_selects_the_first_two():
    x, mask = torch.arange(10), torch.tensor([0.0, 0.0, 1.0, 1.0])
    assert set(x[mask.long()].tolist()) == {0, 1}
    assert torch.equal(mask > 0.5, mask.bool())
    told("errors/dimensions", 0.5, zh="`mask > {}`", en="`mask > {}`")


def test_lists_of_other_things_than_tensors():
    for rows, kind in (([[1], [2]], "list"), ([np.zeros(2)], "numpy.ndarray")):
        raises("errors/dimensions", f"got {kind}", lambda rows=rows: torch.stack(rows), TypeError)
        with pytest.raises(TypeError, match="expected Tensor as element 0"):
            pad_sequence(rows)
        torch.stack([torch.as_tensor(row) for row in rows])
    raises("errors/dimensions", "expected a non-empty list of Tensors", lambda: torch.cat([]), ValueError)


def test_conditions_that_the_sentences_name():
    x = zeros(1, 1, 8, 8)
    nn.ConvTranspose2d(1, 1, 3, dilation=2, output_padding=1)(x)
    with pytest.raises(RuntimeError, match="output padding must be smaller"):
        nn.ConvTranspose2d(1, 1, 3, output_padding=1)(x)
    told("errors/shapes", zh="步幅为 1、又没有膨胀时", en="With a stride of 1 and no dilation")
    with pytest.raises(RuntimeError, match=r"\(28 x 3\)"):
        nn.LazyConv2d(4, 5)(zeros(2, 28, 28, 3))
    with pytest.raises(RuntimeError, match=r"\(28 x 3\)"):
        nn.Conv2d(28, 4, 5)(zeros(2, 28, 28, 3))
    scores, target = torch.rand(2, 7, 10), torch.zeros(2, 6, dtype=torch.long)
    cross_entropy(scores[:, :-1].transpose(1, 2), target)
    with pytest.raises(RuntimeError, match="Expected target size"):
        cross_entropy(scores.transpose(1, 2)[:, :-1], target)
    assert zeros(4, 28, 28)[:, None].permute(0, 2, 3, 1).shape == (4, 28, 28, 1)
    told("errors/dimensions", zh="一批图用 `images[:, None]`", en="`images[:, None]` for a batch")


def test_softmax_of_a_scalar_takes_dimension_0_too():
    with pytest.warns(UserWarning, match="Implicit dimension"):
        assert softmax(torch.tensor(3.0)) == 1
