"""Every layer of docs/*/layers/: torch against its data, for random settings (ALL=1: hundreds of each)."""

import inspect
import os

import pytest
from torch import nn

from tests.helpers.layers import becomes, check, same_signature
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
