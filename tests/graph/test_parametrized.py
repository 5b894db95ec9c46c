"""A layer whose weight is computed from others is still that layer: its name, its type, what it holds."""

from __future__ import annotations

import pytest
import torch
from torch import nn
from torch.nn.utils import parametrizations, parametrize

from tests.helpers.drawn import named
from tools.graph.export import exported, graph_of
from tools.graph.inputs import input_of
from tools.graph.svg import svg


class Half(nn.Module):
    def forward(self, weight):
        return weight / 2


class Scaled(nn.Module):
    """With a parameter of its own."""

    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(1))

    def forward(self, weight):
        return weight * self.scale


def own(module: nn.Module, way: nn.Module | None = None, weight: str = "weight") -> nn.Module:
    parametrize.register_parametrization(module, weight, way or Half())
    return module


class Mine(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(6, 6))
        self.inner = nn.Linear(6, 6)

    def forward(self, x):
        return self.inner(x @ self.weight)


MADE = {
    "weight norm": (lambda: parametrizations.weight_norm(nn.Linear(6, 6)), "Linear", "batchx6"),
    "spectral norm": (lambda: parametrizations.spectral_norm(nn.Linear(6, 6)), "Linear", "batchx6"),
    "own": (lambda: own(nn.Linear(6, 6)), "Linear", "batchx6"),
    "own with a parameter": (lambda: own(nn.Linear(6, 6), Scaled()), "Linear", "batchx6"),
    "both weights": (lambda: own(own(nn.Linear(6, 6)), Scaled(), "bias"), "Linear", "batchx6"),
    "twice": (lambda: own(parametrizations.weight_norm(nn.Linear(6, 6))), "Linear", "batchx6"),
    "convolution": (lambda: parametrizations.weight_norm(nn.Conv1d(2, 6, 3)), "Conv1d", "batchx2x8"),
    "recurrent": (lambda: own(nn.LSTM(6, 6), weight="weight_hh_l0"), "LSTM", "5x1x6"),
    "norm": (lambda: own(nn.LayerNorm(6)), "LayerNorm", "batchx6"),
    "older": (lambda: nn.utils.weight_norm(nn.Linear(6, 6)), "Linear", "batchx6"),
}


class Net(nn.Module):
    def __init__(self, layer: nn.Module):
        super().__init__()
        self.block = nn.Sequential(layer)
        self.last = nn.ReLU()

    def forward(self, x):
        out = self.block(x)
        return self.last(out if isinstance(out, torch.Tensor) else out[0])


@pytest.mark.filterwarnings("ignore:.*weight_norm:FutureWarning")
@pytest.mark.parametrize("name", MADE)
def test_it_keeps_its_name_its_type_and_its_parameters(name):
    make, type_, given = MADE[name]
    net = Net(make())
    graph, _ = exported(net, [input_of(given)])
    layer = named(graph, "block.0")
    assert [(node["name"], node["type"]) for node in graph["nodes"]] == [("block.0", type_), ("last", "ReLU")]
    assert {weight["name"] for weight in layer["weights"]} == {name for name, _ in net.block[0].named_parameters()}
    assert layer["parameters"] == graph["parameters"] == sum(weight.numel() for weight in net.parameters())
    assert f">{type_}<" in svg(graph, "en") and "Parametrized" not in svg(graph, "en")


def test_the_network_itself_may_be_one():
    graph = graph_of(parametrizations.weight_norm(nn.Linear(6, 6)), torch.zeros(1, 6))
    assert (graph["title"], [node["type"] for node in graph["nodes"]]) == ("Linear", ["Linear"])


def test_a_module_of_ones_own_is_opened_as_ever():
    graph = graph_of(Net(own(Mine())), torch.zeros(1, 6))
    assert [(node["name"], node["type"]) for node in graph["nodes"]] == [
        *(("", "matmul()"), ("block.0.inner", "Linear"), ("last", "ReLU"))
    ]
    assert sum(node["parameters"] for node in graph["nodes"]) == graph["parameters"] == 78
