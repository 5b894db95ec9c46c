"""What the prose of docs/*/layers/ says beside the data."""

from collections import OrderedDict

import pytest
import torch
from torch import nn

from tools.sources.layer_shapes import called
from tools.sources.layers import layers

LAYERS = layers()


def test_a_gru_has_three_quarters_of_the_weights_of_an_lstm():
    gru, lstm = (sum(value.numel() for value in kind(10, 16).parameters()) for kind in (nn.GRU, nn.LSTM))
    assert gru * 4 == lstm * 3, "docs/*/layers/recurrent.md"


@pytest.mark.parametrize("last", [False, True])
def test_the_offsets_of_a_bag(last):
    bag = nn.EmbeddingBag(10, 3, include_last_offset=last)
    x, offsets = torch.randint(10, (7,)), torch.tensor([0, 2, 7])
    said = called(LAYERS["EmbeddingBag"], LAYERS["EmbeddingBag"].arguments(10, 3, include_last_offset=last), [[7], [3]])
    assert list(bag(x, offsets).shape) == said["y"]


def test_indices_are_int64_or_int32():
    embedding = nn.Embedding(10, 3)
    for dtype in (torch.int64, torch.int32):
        embedding(torch.zeros(2, dtype=dtype))
    for dtype in (torch.int16, torch.uint8, torch.float32):
        with pytest.raises(RuntimeError, match="Expected tensor for argument #1 'indices' to have"):
            embedding(torch.zeros(2, dtype=dtype))


def test_stacks_are_copies_of_the_layer_that_is_given():
    for layer, stack in (
        (nn.TransformerEncoderLayer(8, 2, 16), nn.TransformerEncoder),
        (nn.TransformerDecoderLayer(8, 2, 16), nn.TransformerDecoder),
    ):
        net = stack(layer, 3, norm=nn.LayerNorm(8))
        assert [name for name, _ in net.named_children()] == ["layers", "norm"]
        for copy in net.layers:
            assert copy is not layer
            assert all(torch.equal(*pair) for pair in zip(copy.parameters(), layer.parameters(), strict=True))


def test_the_matrices_of_a_transformer_begin_with_xavier():
    net = nn.Transformer(16, 2, 1, 1, 32)
    assert [name for name, _ in net.named_children()] == ["encoder", "decoder"]
    assert isinstance(net.encoder.norm, nn.LayerNorm)
    assert isinstance(net.decoder.norm, nn.LayerNorm)
    for value in (value for value in net.parameters() if value.dim() > 1):
        limit = (6 / sum(value.shape)) ** 0.5
        assert 0.8 * limit < value.abs().max() <= limit


def test_what_containers_store():
    layers = [nn.Linear(2, 2), nn.ReLU()]
    assert [name for name, _ in nn.Sequential(*layers).named_children()] == ["0", "1"]
    assert [name for name, _ in nn.ModuleList(layers).named_children()] == ["0", "1"]
    assert [name for name, _ in nn.Sequential(OrderedDict(fc=layers[0])).named_children()] == ["fc"]
    assert [name for name, _ in nn.ModuleDict({"fc": layers[0]}).named_children()] == ["fc"]
    assert [name for name, _ in nn.ParameterList([torch.zeros(1)]).named_parameters()] == ["0"]
    assert [name for name, _ in nn.DataParallel(layers[0]).named_children()] == ["module"]
    assert not list(nn.Module().named_children())
    assert nn.Module().training


def test_huber_is_delta_times_smooth_l1():
    x, target = torch.randn(2, 50)
    for delta in (0.3, 1.0, 2.0):
        huber, smooth = nn.HuberLoss(delta=delta)(x, target), nn.SmoothL1Loss(beta=delta)(x, target)
        assert torch.allclose(huber, delta * smooth)


def test_the_divergence_has_the_gradient_of_the_cross_entropy():
    scores = torch.randn(4, 3, requires_grad=True)
    target = torch.softmax(torch.randn(4, 3), 1)
    losses = nn.KLDivLoss(reduction="batchmean")(scores.log_softmax(1), target), nn.CrossEntropyLoss()(scores, target)
    one, two = (torch.autograd.grad(loss, scores)[0] for loss in losses)
    assert torch.allclose(one, two, atol=1e-6)


def test_the_mean_of_the_multi_label_loss_is_that_of_bce():
    scores, target = torch.randn(4, 3), torch.randint(2, (4, 3)).float()
    assert torch.allclose(nn.MultiLabelSoftMarginLoss()(scores, target), nn.BCEWithLogitsLoss()(scores, target))


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
def test_the_old_response_norm_keeps_the_first_channel(size):
    x = torch.randn(2, 8, 3, 3)
    squares, before = x**2, (size - 1) // 2 + 1
    for channel in range(8):
        window = squares[:, max(channel - before + 1, 0) : channel + before].sum(1)
        if channel >= before:
            window = window + squares[:, 0]
        expected = x[:, channel] * (1 + 0.5 / size * window) ** -0.75
        assert torch.allclose(nn.CrossMapLRN2d(size, alpha=0.5)(x)[:, channel], expected, atol=1e-6)


def test_a_lazy_instance_norm_reads_the_wrong_size_of_one_sample():
    with pytest.raises(ValueError, match=r"to match num_features \(10\), but got: 4"):
        nn.LazyInstanceNorm1d()(torch.zeros(4, 10))
    assert nn.LazyInstanceNorm1d()(torch.zeros(2, 4, 10)).shape == (2, 4, 10)


def test_norms_that_compute_the_same():
    x = torch.randn(4, 6, 5, 5)
    assert torch.allclose(nn.InstanceNorm2d(6)(x), nn.GroupNorm(6, 6)(x), atol=1e-6)
    assert torch.allclose(nn.GroupNorm(1, 6)(x), nn.LayerNorm((6, 5, 5))(x), atol=1e-6)
    assert torch.allclose(nn.Softmax2d()(x), nn.Softmax(dim=-3)(x))


def test_lp_pooling_of_series_takes_one_number():
    x = torch.randn(2, 3, 8)
    assert nn.LPPool1d(2, 2)(x).shape == (2, 3, 4)
    with pytest.raises(TypeError, match=r"mul\(\): argument 'other'"):
        nn.LPPool1d(2, (2,))(x)


def test_resizing_layers_that_compute_the_same():
    x = torch.randn(2, 3, 5, 5)
    assert torch.equal(nn.UpsamplingNearest2d(scale_factor=2)(x), nn.Upsample(scale_factor=2, mode="nearest")(x))
    corners = nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True)
    assert torch.equal(nn.UpsamplingBilinear2d(scale_factor=2)(x), corners(x))
    assert torch.equal(
        nn.PixelUnshuffle(2)(nn.PixelShuffle(2)(torch.arange(48.0).view(1, 12, 2, 2))).flatten(), torch.arange(48.0)
    )
    unfold, fold = nn.Unfold(3), nn.Fold((5, 5), 3)
    assert torch.allclose(fold(unfold(x)) / fold(unfold(torch.ones_like(x))), x)


def test_unpooling_may_need_the_size():
    x = torch.randn(1, 1, 5, 5)
    y, places = nn.MaxPool2d(2, return_indices=True)(x)
    assert nn.MaxUnpool2d(2)(y, places, output_size=x.shape).shape == x.shape
