"""Every layer of docs/*/layers/: torch against its data, for random settings (ALL=1: hundreds of each)."""

import inspect
import os
from collections import OrderedDict

import pytest
import torch
from torch import nn

from tests.helpers.layers import becomes, check, same_signature
from tools.sources.layer_shapes import called
from tools.sources.layers import layers

SETTINGS = 400 if os.environ.get("ALL") else 25
LAYERS = layers()
NOT_YET: dict[str, str] = {
    "pooling": "AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d AdaptiveMaxPool1d AdaptiveMaxPool2d AdaptiveMaxPool3d "
    "AvgPool1d AvgPool2d AvgPool3d FractionalMaxPool2d FractionalMaxPool3d LPPool1d LPPool2d LPPool3d MaxPool1d "
    "MaxPool2d MaxPool3d MaxUnpool1d MaxUnpool2d MaxUnpool3d",
    "padding": "CircularPad1d CircularPad2d CircularPad3d ConstantPad1d ConstantPad2d ConstantPad3d ReflectionPad1d "
    "ReflectionPad2d ReflectionPad3d ReplicationPad1d ReplicationPad2d ReplicationPad3d ZeroPad1d ZeroPad2d "
    "ZeroPad3d",
    "vision": "PixelShuffle PixelUnshuffle Upsample UpsamplingBilinear2d UpsamplingNearest2d ChannelShuffle Fold Unfold "
    "Flatten Unflatten",
    "normalisation": "BatchNorm1d BatchNorm2d BatchNorm3d LazyBatchNorm1d LazyBatchNorm2d LazyBatchNorm3d SyncBatchNorm "
    "InstanceNorm1d InstanceNorm2d InstanceNorm3d LazyInstanceNorm1d LazyInstanceNorm2d LazyInstanceNorm3d "
    "LayerNorm GroupNorm RMSNorm LocalResponseNorm CrossMapLRN2d",
    "dropout": "AlphaDropout Dropout Dropout1d Dropout2d Dropout3d FeatureAlphaDropout",
}
"""Layers of torch that no page shows yet, by the page that will."""


@pytest.mark.parametrize("name", LAYERS)
def test_torch_does_what_the_data_of_a_layer_says(name):
    layer = LAYERS[name]
    same_signature(layer)
    if "lazy" in layer.raw:
        becomes(layer)
        return
    kinds = check(layer, 0, SETTINGS)
    assert not layer.cases or any("like torch" in kind for kind in kinds), f"no setting of {name} ran: {kinds}"
    assert "eval" not in layer.raw or kinds["like torch, other in eval"], f"{name}: eval mode never differed: {kinds}"


def test_every_layer_of_torch_has_an_entry():
    there = {name for name in dir(nn) if inspect.isclass(kind := getattr(nn, name)) and issubclass(kind, nn.Module)}
    assert there - LAYERS.keys() == set(" ".join(NOT_YET.values()).split()), (
        "torch has layers without an entry, or NOT_YET names some that have one"
    )
    assert LAYERS.keys() <= there


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
