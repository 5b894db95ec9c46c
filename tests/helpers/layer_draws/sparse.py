"""The layers of docs/*/layers/sparse.md."""

from __future__ import annotations

import random
from typing import Any

import torch
from torch import Tensor

from tests.helpers.layer_draws.base import Data, Draw, among, between


def indices(shape: list[int], number: int, values: dict[str, Any], drawn: random.Random) -> Tensor:
    """Indices of rows; as a second input, where the bags begin."""
    if number == 1:
        return torch.zeros(shape, dtype=torch.long)
    return torch.randint(values["num_embeddings"], shape)


ARGUMENTS: dict[str, Draw] = {
    "num_embeddings": between(1, 9),
    "embedding_dim": between(1, 5),
    "padding_idx": among(None, None, 0, 3, -1),
    "max_norm": among(None, 1.0),
    "norm_type": among(1.0, 2.0),
    "mode": among("sum", "mean", "max"),
    "_weight": among(None),
    "include_last_offset": among(False),  # with a padding_idx, one offset crashes torch 2.13: see below
    "_freeze": among(True, False),
}
OF: dict[str, dict[str, Draw]] = {}
INPUTS: dict[str, Data] = {"Embedding": indices, "EmbeddingBag": indices}
