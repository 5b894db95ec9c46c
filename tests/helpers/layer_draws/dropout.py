"""The layers of docs/*/layers/dropout.md."""

from __future__ import annotations

from tests.helpers.layer_draws.base import Data, Draw, among

ARGUMENTS: dict[str, Draw] = {"p": among(-0.5, 0.1, 0.5, 0.9, 1.5), "inplace": among(False)}
OF: dict[str, dict[str, Draw]] = {}
INPUTS: dict[str, Data] = {}
