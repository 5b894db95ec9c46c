"""The layers of docs/*/layers/pooling.md."""

from __future__ import annotations

import random
from typing import Any

import torch
from torch import Tensor

from tests.helpers.layer_draws.base import Data, Draw, among, between, sizes
from tools.sources.layers import Layer


def maybe(draw: Draw) -> Draw:
    return lambda drawn, layer, given: None if drawn.random() < 0.3 else draw(drawn, layer, given)


ARGUMENTS: dict[str, Draw] = {
    "kernel_size": sizes(1, 4),
    "stride": maybe(sizes(1, 3)),
    "padding": sizes(0, 2),
    "dilation": sizes(1, 2),
    "divisor_override": among(None, 3),
    "norm_type": among(1.0, 2.0),
    "output_size": sizes(1, 5),
    "output_ratio": among(None, 0.5, 0.7),
    "_random_samples": among(None),
}


def fractional(drawn: random.Random, layer: Layer, given: dict[str, Any]) -> Any:
    return None if drawn.random() < 0.5 else sizes(1, 4)(drawn, layer, given)


OF: dict[str, dict[str, Draw]] = (
    {f"FractionalMaxPool{space}d": {"output_size": fractional, "kernel_size": sizes(1, 3)} for space in (2, 3)}
    | {"LPPool1d": {"kernel_size": between(1, 4), "stride": maybe(between(1, 3))}}
    | {
        f"MaxUnpool{space}d": {"padding": among(0, 0, 1), "kernel_size": sizes(2, 3), "stride": among(None)}
        for space in (1, 2, 3)
    }
)


def places(shape: list[int], number: int, values: dict[str, Any], drawn: random.Random) -> Tensor:
    """Numbers, and where they go: all to the first place."""
    return torch.zeros(shape, dtype=torch.long) if number else torch.randn(shape)


INPUTS: dict[str, Data] = {f"MaxUnpool{space}d": places for space in (1, 2, 3)}
