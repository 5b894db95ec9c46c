"""The layers of docs/*/layers/linear.md."""

from __future__ import annotations

from tests.helpers.layer_draws.base import Data, Draw, between

ARGUMENTS: dict[str, Draw] = {
    "in_features": between(1, 9),
    "in1_features": between(1, 5),
    "in2_features": between(1, 5),
    "out_features": between(1, 9),
}
OF: dict[str, dict[str, Draw]] = {}
INPUTS: dict[str, Data] = {}
