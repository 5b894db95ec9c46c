"""The layers of docs/*/layers/conv.md."""

from __future__ import annotations

import random
from typing import Any

from tests.helpers.layer_draws.base import Data, Draw, among, between, sizes
from tools.sources.layers import Layer


def padding(drawn: random.Random, layer: Layer, given: dict[str, Any]) -> Any:
    return drawn.choice(["same", "valid"]) if drawn.random() < 0.2 else sizes(0, 3)(drawn, layer, given)


ARGUMENTS: dict[str, Draw] = {
    "in_channels": between(1, 8),
    "out_channels": between(1, 8),
    "kernel_size": sizes(1, 4),
    "stride": sizes(1, 3),
    "padding": padding,
    "output_padding": sizes(0, 1),
    "dilation": sizes(1, 3),
    "groups": among(1, 1, 1, 2, 3),
    "padding_mode": among("zeros", "zeros", "reflect", "replicate", "circular"),
}
TRANSPOSED = {"padding": sizes(0, 3), "padding_mode": among("zeros", "zeros", "zeros", "reflect")}
OF: dict[str, dict[str, Draw]] = {f"ConvTranspose{space}d": TRANSPOSED for space in (1, 2, 3)}
INPUTS: dict[str, Data] = {}
