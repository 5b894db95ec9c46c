"""The layers of docs/*/layers/losses.md."""

from __future__ import annotations

import random
from typing import Any

import torch
from torch import Tensor

from tests.helpers.layer_draws.base import Data, Draw, among, between
from tools.sources.layers import Layer


def weight(drawn: random.Random, layer: Layer, given: dict[str, Any]) -> Tensor | None:
    return torch.rand(3) if drawn.random() < 0.2 else None


ARGUMENTS: dict[str, Draw] = {
    "weight": weight,
    "pos_weight": weight,
    "reduction": among("mean", "sum", "none"),
    "size_average": among(None),
    "reduce": among(None),
    "ignore_index": among(-100),
    "label_smoothing": among(0.0, 0.1),
    "p": among(1, 2, 3),
    "margin": among(0.5, 1.0),
    "blank": among(0),
    "in_features": between(4, 9),
    "n_classes": between(6, 12),
    "num_classes": between(1, 6),
    "cutoffs": among([2], [2, 4], [1, 3, 5]),
    "div_value": among(2.0),
    "out_features": among(()),
    "options": among(None),
}
OF: dict[str, dict[str, Draw]] = {
    "LinearCrossEntropyLoss": {"out_features": among((), (), (2,), (3, 2)), "ignore_index": among(None, 0)},
}
classes = {}
"""How many classes the scores have, for the target that comes next."""


def labels(shape: list[int], number: int, values: dict[str, Any], drawn: random.Random) -> Tensor:
    """Scores, then classes; probabilities where the target has as many dimensions as the scores."""
    if number == 0:
        classes["shape"] = shape
        return torch.randn(shape)
    scores = classes["shape"]
    if len(shape) == len(scores):
        return torch.softmax(torch.randn(shape), 1 if len(shape) > 1 else 0)
    return torch.randint(max(scores[1] if len(scores) > 1 else scores[0], 1), shape)


def indices(shape: list[int], number: int, values: dict[str, Any], drawn: random.Random) -> Tensor:
    if number == 0:
        classes["shape"] = shape
        return torch.randn(shape)
    count = values.get("num_classes") or values.get("n_classes") or classes["shape"][min(1, len(classes["shape"]) - 1)]
    return torch.randint(max(count, 1), shape)


def ends(shape: list[int], number: int, values: dict[str, Any], drawn: random.Random) -> Tensor:
    """The classes of each row, ended by −1."""
    return torch.full(shape, -1) if number else torch.randn(shape)


def bits(shape: list[int], number: int, values: dict[str, Any], drawn: random.Random) -> Tensor:
    return torch.randint(2, shape).float() if number else torch.rand(shape)


def signs(shape: list[int], number: int, values: dict[str, Any], drawn: random.Random) -> Tensor:
    return torch.randint(2, shape) * 2.0 - 1 if number else torch.randn(shape)


def speech(shape: list[int], number: int, values: dict[str, Any], drawn: random.Random) -> Tensor:
    """Probabilities over time, labels, and how long each is: one step, and nothing to say."""
    if number == 0:
        return torch.log_softmax(torch.randn(shape), -1)
    return torch.ones(shape, dtype=torch.long) if number == 2 else torch.zeros(shape, dtype=torch.long)


INPUTS: dict[str, Data] = {
    "CrossEntropyLoss": labels,
    "NLLLoss": indices,
    "BCELoss": bits,
    "BCEWithLogitsLoss": bits,
    "MultiLabelSoftMarginLoss": bits,
    "MultiLabelMarginLoss": ends,
    "MultiMarginLoss": indices,
    "SoftMarginLoss": signs,
    "HingeEmbeddingLoss": signs,
    "CTCLoss": speech,
    "AdaptiveLogSoftmaxWithLoss": indices,
    "LinearCrossEntropyLoss": indices,
}
