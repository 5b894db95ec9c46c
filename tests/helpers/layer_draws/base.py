"""Ways to draw an argument, or an input."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from tools.sources.layers import Layer

Draw = Callable[[random.Random, Layer, dict[str, Any]], Any]
"""Of the arguments drawn so far, the value of the next."""
Data = Callable[[list[int], int, dict[str, Any], random.Random], Tensor]
"""Of a shape, the number of the input, and the layer's arguments."""


def between(low: int, high: int) -> Draw:
    return lambda drawn, layer, given: drawn.randint(low, high)


def among(*values: Any) -> Draw:
    return lambda drawn, layer, given: drawn.choice(values)


def sizes(low: int, high: int) -> Draw:
    """A number for all dimensions, or one for each."""

    def draw(drawn: random.Random, layer: Layer, given: dict[str, Any]) -> int | tuple[int, ...]:
        one = drawn.randint(low, high)
        return one if drawn.random() < 0.6 else tuple(drawn.randint(low, high) for _ in range(layer.space))

    return draw


def plain(shape: list[int], number: int, values: dict[str, Any], drawn: random.Random) -> Tensor:
    return torch.randn(shape)
