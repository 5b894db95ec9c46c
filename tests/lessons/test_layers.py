"""Every layer of docs/*/layers/: torch against its data, for random settings (ALL=1: hundreds of each)."""

import inspect
import os

import pytest
from torch import nn

from tests.helpers.layers import becomes, check, same_signature
from tools.sources.layers import layers

SETTINGS = 400 if os.environ.get("ALL") else 25
LAYERS = layers()


@pytest.mark.parametrize("name", LAYERS)
def test_torch_does_what_the_data_of_a_layer_says(name):
    layer = LAYERS[name]
    same_signature(layer)
    if "lazy" in layer.raw:
        becomes(layer)
        return
    kinds = check(layer, 0, SETTINGS)
    assert not layer.cases or any("like torch" in kind for kind in kinds), f"no setting of {name} ran: {kinds}"
    assert "eval" not in layer.raw or not layer.cases or kinds["like torch, other in eval"], (
        f"{name}: eval mode never differed: {kinds}"
    )


def test_every_layer_of_torch_has_an_entry():
    there = {name for name in dir(nn) if inspect.isclass(kind := getattr(nn, name)) and issubclass(kind, nn.Module)}
    assert LAYERS.keys() == there, "a class of torch.nn without an entry, or an entry that is no class of it"
