"""The layers of docs/*/layers/distances.md."""

from __future__ import annotations

import random
from typing import Any

import torch
from torch import Tensor

from tests.helpers.layer_draws.base import Data, Draw, among

ARGUMENTS: dict[str, Draw] = {
    "reduction": among("mean", "sum", "none"),
    "size_average": among(None),
    "reduce": among(None),
    "beta": among(0.0, 0.5, 1.0),
    "delta": among(-1.0, 0.5, 1.0),
    "eps": among(1e-6, 1e-3),
    "margin": among(-0.5, 0.5, 1.0),
    "p": among(1.0, 2.0),
    "distance_function": among(None),
    "dim": among(1),
}
OF: dict[str, dict[str, Draw]] = {"KLDivLoss": {"reduction": among("batchmean", "mean", "sum", "none")}}


def counts(shape: list[int], number: int, values: dict[str, Any], drawn: random.Random) -> Tensor:
    """What is counted is whole; a mean is above zero."""
    return torch.randint(5, shape).float() if number else torch.randn(shape) if values["log_input"] else torch.rand(shape) + 0.1


def variance(shape: list[int], number: int, values: dict[str, Any], drawn: random.Random) -> Tensor:
    return torch.rand(shape) if number == 2 else torch.randn(shape)


def chances(shape: list[int], number: int, values: dict[str, Any], drawn: random.Random) -> Tensor:
    log = torch.log_softmax(torch.randn(shape), -1) if shape else torch.randn(shape)
    return log if number == 0 or values["log_target"] else log.exp()


def sides(shape: list[int], number: int, values: dict[str, Any], drawn: random.Random) -> Tensor:
    """The last one says 1 or −1."""
    return torch.randint(2, shape) * 2.0 - 1 if number == 2 else torch.randn(shape)


INPUTS: dict[str, Data] = {
    "PoissonNLLLoss": counts,
    "GaussianNLLLoss": variance,
    "KLDivLoss": chances,
    "CosineEmbeddingLoss": sides,
    "MarginRankingLoss": sides,
}
