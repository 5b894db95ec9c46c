"""The layers of docs/*/layers/activation.md."""

from __future__ import annotations

from tests.helpers.layer_draws.base import Data, Draw, among

ARGUMENTS: dict[str, Draw] = {
    "inplace": among(False),
    "negative_slope": among(0.01, 0.2),
    "num_parameters": among(1, 1, 3),
    "init": among(0.25, 0.5),
    "lower": among(0.1),
    "upper": among(0.2, 0.4),
    "alpha": among(0.5, 1.0, 2.0),
    "approximate": among("none", "tanh"),
    "beta": among(0.5, 1.0, 2.0),
    "threshold": among(0.5, 20.0),
    "value": among(-1.0, 0.0),
    "min_val": among(-2.0, 0.0),
    "max_val": among(-1.0, 1.0),
    "min_value": among(None),
    "max_value": among(None),
    "lambd": among(-0.5, 0.5, 1.0),
    "dim": among(None, -1, 0, 1, 2),
}
OF: dict[str, dict[str, Draw]] = {"GLU": {"dim": among(-1)}, "Hardshrink": {"lambd": among(0.5, 1.0)}}
INPUTS: dict[str, Data] = {}
