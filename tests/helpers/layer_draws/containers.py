"""The layers of docs/*/layers/containers.md."""

from __future__ import annotations

from torch import nn

from tests.helpers.layer_draws.base import Data, Draw, among

ARGUMENTS: dict[str, Draw] = {
    "module": lambda drawn, layer, given: nn.Linear(2, 2),
    "modules": lambda drawn, layer, given: {"a": nn.ReLU()} if layer.name == "ModuleDict" else [nn.ReLU()],
    "values": lambda drawn, layer, given: [nn.Parameter()],
    "parameters": lambda drawn, layer, given: {"a": nn.Parameter()},
    "device_ids": among(None),
    "output_device": among(None),
    "dim": among(0),
}
OF: dict[str, dict[str, Draw]] = {}
INPUTS: dict[str, Data] = {}
