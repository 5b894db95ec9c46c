"""The layers of docs/*/layers/padding.md."""

from __future__ import annotations

import random
from typing import Any

from tests.helpers.layer_draws.base import Data, Draw, among
from tools.sources.layers import Layer


def padding(drawn: random.Random, layer: Layer, given: dict[str, Any]) -> int | tuple[int, ...]:
    return drawn.randint(0, 3) if drawn.random() < 0.5 else tuple(drawn.randint(0, 3) for _ in range(2 * layer.space))


ARGUMENTS: dict[str, Draw] = {"padding": padding, "value": among(0.0, 3.5)}
OF: dict[str, dict[str, Draw]] = {}
INPUTS: dict[str, Data] = {}
