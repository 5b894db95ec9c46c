"""Whichever way a value takes: through a later output, a shared module, or out of a parameter. Nothing is lost or refused."""

from __future__ import annotations

from functools import cache

import pytest
import torch
from torch import nn

from tests.helpers import flows
from tests.helpers.drawn import named
from tests.helpers.flows import FLOWS
from tools.base.project import LANGUAGES
from tools.graph.export import exported, graph_of
from tools.graph.inputs import Input, input_of
from tools.graph.program import GraphError
from tools.graph.steps import PARAMETER, UNUSED, describe, steps
from tools.graph.svg import svg

every_flow = pytest.mark.parametrize("call", FLOWS)


@cache
def flow(call: str) -> tuple[nn.Module, dict]:
    net = eval(call, vars(flows))
    return net, exported(net, [input_of(text) for text in FLOWS[call]])[0]


@every_flow
def test_it_is_drawn_and_the_boxes_add_up(call):
    net, graph = flow(call)
    assert graph["parameters"] == sum(weight.numel() for weight in net.parameters())
    assert sum(node["parameters"] for node in graph["nodes"]) == graph["parameters"]
    assert sum(int(row.parameters.replace(",", "")) for row in steps(graph)) == graph["parameters"], "so does the table"
    for lang in LANGUAGES:
        assert svg(graph, lang).count("<rect") == len(graph["nodes"]) + len(graph["inputs"]) + len(graph["outputs"])


@pytest.mark.parametrize(
    ("net", "shape"),
    [
        (nn.TransformerDecoderLayer(8, 2, 16, batch_first=True), [(1, 3, 8), (1, 4, 8)]),
        (nn.Transformer(8, 2, 1, 1, 16, batch_first=True), [(1, 3, 8), (1, 4, 8)]),
        (nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16, batch_first=True), 2), [(1, 3, 8)]),
        (nn.LSTM(4, 3, 2, proj_size=2), [(5, 1, 4)]),
        (nn.Bilinear(3, 4, 5), [(2, 3), (2, 4)]),
        (nn.PReLU(3), [(1, 3)]),
        (nn.Sequential(nn.Conv1d(2, 4, 3), nn.GroupNorm(2, 4), nn.ConvTranspose1d(4, 2, 3)), [(1, 2, 9)]),
        (nn.MultiheadAttention(8, 2, kdim=4, vdim=6, add_bias_kv=True), [(2, 1, 8), (3, 1, 4), (3, 1, 6)]),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, nn.Module) else None,
)
def test_the_boxes_of_torchs_own_modules_add_up(net, shape):
    graph = graph_of(net, *map(torch.zeros, shape))
    assert sum(node["parameters"] for node in graph["nodes"]) == sum(weight.numel() for weight in net.parameters())


@pytest.mark.parametrize(
    ("call", "layer", "shape"),
    [
        ("Last('LSTM')", "rnn", ["1×batch×6"]),
        ("Last('GRU')", "rnn", ["1×batch×6"]),
        ("Looks()", "att", ["batch×3×3"]),
        ("Pooled()", "pool", ["batch×1×2×2"]),
        ("BothEnds()", "lstm", ["batch×5×12", "4×batch×6", "4×batch×6"]),
        ("SharedReLU()", "a.1", ["batch×5"]),
        ("SharedReLU()", "b.1", ["batch×6"]),
    ],
)
def test_what_is_used_of_a_layer_is_drawn_with_its_own_shape(call, layer, shape):
    _, graph = flow(call)
    drawn_shapes = ["×".join(map(str, value["shape"])) for value in named(graph, layer)["outputs"]]
    assert sorted(drawn_shapes) == sorted(shape)


class Fixes(nn.Module):
    """The exporter writes the size of its trial run for a later output, too."""

    def __init__(self):
        super().__init__()
        self.rnn = nn.GRU(8, 6, batch_first=True)
        self.fc = nn.Linear(6, 2)

    def forward(self, x):
        return self.fc(self.rnn(x)[0])


def test_a_size_that_the_exporter_fixes_is_still_refused():
    with pytest.raises(GraphError, match=r"fixes a size behind rnn: batch×2×6, where a larger input gives 3×3×6"):
        exported(Fixes(), [input_of("batchxlengthx8")])


def test_a_network_that_takes_no_larger_input_says_so():
    class Pairs(nn.Module):
        def forward(self, x):
            return x.view(-1, 2, 4).sum(1)

    with pytest.raises(GraphError, match="batch") as refused:
        exported(Pairs(), [Input(torch.zeros(2, 4), {0: "batch"})])
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("call", "name", "reader"),
    [
        ("Query()", "q", "expand()"),
        ("Query(any_batch=False)", "q", "MultiheadAttention"),
        ("Query(projected=True)", "q", "Linear"),
        ("LearnedState()", "h0", "expand()"),
        ("WeightAsQuery()", "embed.weight", "unsqueeze()"),
        ("Gives()", "scale", "exp()"),
    ],
)
def test_a_parameter_that_flows_has_a_box_and_a_line(call, name, reader):
    net, graph = flow(call)
    box = named(graph, name)
    assert box["type"] == PARAMETER and box["inputs"] == [] and box["outputs"][0]["shape"] == list(net.get_parameter(name).shape)
    readers = [node["type"] for node in graph["nodes"] if box["outputs"][0]["name"] in node["inputs"]]
    assert readers and readers[0] == reader and "Embedding" not in readers, "a layer's own weight is no line"


def test_a_parameter_of_a_function_needs_no_box():
    assert [node["type"] for node in flow("Mixes()")[1]["nodes"]].count(PARAMETER) == 0


def test_a_weight_that_is_a_box_and_a_layers_counts_once():
    _, graph = flow("WeightAsQuery()")
    assert named(graph, "embed.weight")["parameters"] == 40 and named(graph, "embed")["parameters"] == 0
    assert "shares parameters" in svg(graph, "en")


def test_what_forward_leaves_out_is_said_in_one_box():
    _, graph = flow("Gives()")
    box = graph["nodes"][-1]
    assert (box["type"], box["inputs"], box["outputs"], box["parameters"]) == (UNUSED, [], [], 15)
    assert [weight["name"] for weight in box["weights"]] == [
        *("temperature", "auxiliary.0.weight", "auxiliary.0.bias", "auxiliary.2.weight", "auxiliary.2.bias")
    ]
    assert ">not used in forward()<" in svg(graph, "en") and ">forward() 没有用到<" in svg(graph, "zh")
    assert describe(graph, "en").endswith("; not used in forward(); 38 parameters.")
    assert UNUSED not in [node["type"] for node in flow("Query()")[1]["nodes"]]
