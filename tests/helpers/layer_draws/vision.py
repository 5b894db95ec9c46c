"""The layers of docs/*/layers/vision.md."""

from __future__ import annotations

from tests.helpers.layer_draws.base import Data, Draw, among, between

PAIRS = among(1, 2, 3, (1, 2), (3, 2))
ARGUMENTS: dict[str, Draw] = {
    "size": among(None, 1, 5, (2, 7)),
    "scale_factor": among(None, 0.5, 2, 3.0, 1.5),
    "mode": among("nearest", "nearest", "bilinear", "bicubic", "linear", "trilinear", "area", "nearest-exact"),
    "align_corners": among(None, None, True, False),
    "recompute_scale_factor": among(None),
    "upscale_factor": between(1, 3),
    "downscale_factor": between(1, 3),
    "groups": between(1, 3),
    "kernel_size": PAIRS,
    "dilation": PAIRS,
    "padding": among(0, 1, (0, 1)),
    "stride": PAIRS,
    "output_size": among((4, 5), 4),
    "start_dim": among(0, 1, 2, -2),
    "end_dim": among(-1, 1, 2),
    "dim": among(0, 1, -1),
    "unflattened_size": among((1, 2), (2, 2), (1, 3), (5, 1)),
}
OF: dict[str, dict[str, Draw]] = {
    "Fold": {
        "output_size": among((2, 2), (2, 1), 2),
        "kernel_size": among(1, 2, (1, 2)),
        "padding": among(0, 1),
        "stride": among(1, 2),
        "dilation": among(1),
    }
}
INPUTS: dict[str, Data] = {}
