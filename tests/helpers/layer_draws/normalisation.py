"""The layers of docs/*/layers/normalisation.md."""

from __future__ import annotations

from tests.helpers.layer_draws.base import Data, Draw, among, between

ARGUMENTS: dict[str, Draw] = {
    "num_features": between(1, 5),
    "num_channels": between(1, 8),
    "num_groups": among(1, 2, 3),
    "normalized_shape": among(4, (4,), (3, 4), [2, 3]),
    "eps": among(1e-5, 1e-3),
    "momentum": among(0.1, 0.3),
    "size": among(1, 2, 3),
    "alpha": among(0.1),
    "beta": among(0.5, 0.75),
    "k": among(1.0, 2.0),
    "process_group": among(None),
}
OF: dict[str, dict[str, Draw]] = {}
INPUTS: dict[str, Data] = {}
