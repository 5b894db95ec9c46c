"""What the page `conv2d` says of settings and inputs that are refused, when the layer is built or when it is called."""

import pytest
import torch
from torch import nn

from snippets.conv2d.image import x
from tools.base.project import DOCS


def page(language):
    return (DOCS / language / "conv2d.md").read_text("utf-8")


def sides(image):
    return tuple(image.shape[-2:])


# Checked when built, checked when called
BUILT = {
    "out_channels must be divisible by groups": {"in_channels": 4, "groups": 4},
    "in_channels must be divisible by groups": {"in_channels": 3, "groups": 2},
    "groups must be a positive integer": {"in_channels": 4, "groups": 0},
    "padding='same' is not supported for strided convolutions": {"stride": 2, "padding": "same"},
    "Invalid padding string 'full', should be one of": {"padding": "full"},
    "padding_mode must be one of": {"padding_mode": "same"},
    "empty(): argument 'size' failed to unpack the object": {"kernel_size": 3.0},
}
CALLED = {
    "non-positive stride is not supported": {"stride": 0},
    "negative padding is not supported": {"padding": -1},
    "dilation should be greater than zero": {"dilation": -1},
    "expected stride to be a single integer value or a list of 3 values": {"kernel_size": (3, 3, 3)},
}
CONV = {"in_channels": 1, "out_channels": 6, "kernel_size": 3}


@pytest.mark.parametrize("says", BUILT)
def test_refused_when_built(says):
    with pytest.raises((ValueError, TypeError)) as caught:
        nn.Conv2d(**CONV | BUILT[says])
    assert says in str(caught.value)


@pytest.mark.parametrize("says", CALLED)
def test_refused_when_called(says):
    conv = nn.Conv2d(**CONV | CALLED[says])
    with pytest.raises(RuntimeError) as caught:
        conv(torch.zeros(1, 1, 8, 8))
    assert says in str(caught.value)


INPUTS = {
    "expected input[1, 8, 32, 32] to have 1 channels, but got 8 channels instead": torch.zeros(8, 32, 32),
    "Expected 3D (unbatched) or 4D (batched) input to conv2d": torch.zeros(8, 8),
    "Input type (unsigned char) and bias type (float) should be the same": torch.zeros(1, 1, 8, 8, dtype=torch.uint8),
}


@pytest.mark.parametrize("says", INPUTS)
def test_inputs_refused_when_called(says):
    with pytest.raises(RuntimeError) as caught:
        nn.Conv2d(**CONV)(INPUTS[says])
    assert says in str(caught.value)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_table_on_the_page_has_these_messages(language):
    for says in (*BUILT, *CALLED, *INPUTS):
        assert f"`{says}`" in page(language)


@pytest.mark.parametrize("mode", ["reflect", "replicate", "circular"])
def test_negative_padding_with_another_mode_crops(mode):
    assert sides(nn.Conv2d(1, 1, 3, padding=-1, padding_mode=mode)(torch.zeros(1, 1, 8, 8))) == (4, 4)
    row = nn.Conv2d(1, 1, 1, padding=-1, padding_mode=mode, bias=False)
    nn.init.ones_(row.weight)
    assert torch.equal(row(x), x[..., 1:-1, 1:-1])
