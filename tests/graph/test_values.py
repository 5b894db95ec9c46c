"""Names, inputs, outputs and numbers of an unusual kind are drawn, or refused with advice that helps."""

from __future__ import annotations

import keyword

import pytest
import torch
from torch import nn

from tools.graph.__main__ import main
from tools.graph.export import graph_of
from tools.graph.inputs import input_of
from tools.graph.program import GraphError
from tools.graph.svg import svg
from tools.graph.tree import tree_of

NET = """\
import torch
from torch import nn

class Keyword(nn.Module):
    def forward(self, x, *, mask):
        return x * mask

class Pair(nn.Module):
    def forward(self, both):
        x, y = both
        return x + y

class Batch(nn.Module):
    def forward(self, batch):
        return batch["image"] + batch["text"]

class Items(nn.Module):
    def forward(self, batch):
        return sum(value for value in batch.values())

class Signal(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.rand(4, 4, dtype=torch.complex64))

    def forward(self, x):
        return (torch.fft.fft(x) * self.w[0]).real

class Lazy(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.LazyConv2d(2, 1), nn.Flatten(), nn.LazyLinear(3))

    def forward(self, x):
        return self.body(x)

class Inverse(nn.Module):
    def forward(self, x):
        return torch.linalg.matrix_exp(x)
"""
OWN = "put it into a module of your own, whose forward(a, b) takes tensors one by one and passes them on"


@pytest.mark.parametrize(
    ("network", "options", "told"),
    [
        ("Keyword", ["1x4"], f"It is called as forward(x, *, mask). What takes mask by keyword cannot be called here: {OWN}."),
        ("Keyword", ["1x4", "1x4"], f"What takes mask by keyword cannot be called here: {OWN}."),
        ("Pair", ["1x4"], f"If it takes a tuple or a dict, {OWN}."),
        ("Pair", ["1x4", "1x4"], f"It is called as forward(both): give one --input for each argument, in this order. If one is a "
         f"tuple or a dict, {OWN}."),
        ("Batch", ["1x4"], f"If it takes a tuple or a dict, {OWN}."),
        ("Items", ["1x4"], f"If it takes a tuple or a dict, {OWN}."),
        ("nn.Linear(4, 3, dtype=torch.complex64)", ["1x4"], "Its weights are complex64: write the type behind the sizes, "
         "--input 1x4:complex64."),
        ("nn.Linear(4, 3).double()", ["1x4"], "Its weights are float64: write the type behind the sizes, --input 1x4:float64."),
        ("nn.Linear(4, 3, dtype=torch.complex64)", ["1x4:complex64"], "ONNX has no complex numbers, and torch replaces only some "
         "operators on them: draw a part of the network without them."),
        ("Signal", ["1x4"], "ONNX has no complex numbers, and torch replaces only some operators on them: draw a part"),
        ("Inverse", ["2x2"], "ONNX has no such operator: draw a part of the network without it."),
        ("Lazy", ["--tree"], "body.0 is lazy: it has no sizes until it sees an input. Give --input as well\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_says_what_helps(tmp_path, monkeypatch, capsys, network, options, told):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(NET, "utf-8")
    given = [part for text in options for part in ([text] if text == "--tree" else ["--input", text])]
    assert main([f"mine.py:{network}", *given, "-o", "net.svg"]) == 1
    printed = capsys.readouterr().err
    assert told in printed and printed.count("\n") == 1 and "numbers in a tensor" not in printed


def test_the_tree_of_a_lazy_network_is_drawn_with_an_input(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(NET, "utf-8")
    assert main(["mine.py:Lazy", "--tree", "--input", "1x1x3x3", "-o", "net.svg"]) == 0
    assert "parameters: 61" in capsys.readouterr().out and "weight 3×18" in (tmp_path / "net.svg").read_text("utf-8")
    with pytest.raises(GraphError, match=r"^body\.1 is lazy"):
        tree_of(nn.ModuleDict({"body": nn.Sequential(nn.Linear(2, 2), nn.LazyBatchNorm1d())}))


def test_any_word_may_be_the_name_of_a_layer():
    words = [*keyword.kwlist, *keyword.softkwlist, "0", "a-b", "层"]
    words = [word for word in words if not hasattr(nn.ModuleDict, word)]

    class Words(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.ModuleDict({word: nn.Linear(2, 2) for word in words})
            self.deep = nn.ModuleDict({"in": nn.ModuleDict({"class": nn.ReLU()})})
            self.scales = nn.ParameterDict({"from": nn.Parameter(torch.ones(1))})

        def forward(self, x):
            for layer in self.layers.values():
                x = layer(x)
            return self.deep["in"]["class"](x) * self.scales["from"]

    graph = graph_of(Words(), input_of("batchx2"))
    assert [node["name"] for node in graph["nodes"]] == [*(f"layers.{word}" for word in words), "deep.in.class", ""]
    assert sum(node["parameters"] for node in graph["nodes"]) == graph["parameters"]
    assert torch.fx.symbolic_trace(nn.Sequential(nn.ReLU())).code, "torch's own code is as before"


class Gives(nn.Module):
    def __init__(self, form):
        super().__init__()
        self.form = form

    def forward(self, x):
        return self.form(x + 1, x * 2, x)


@pytest.mark.parametrize(
    ("form", "named"),
    [
        (lambda a, b, c: {"logits": a, "class": b}, ["logits", "class"]),
        (lambda a, b, c: {"last": a, "all": (b, c)}, ["last", "all.0", "all.1"]),
        (lambda a, b, c: (a, {"loss": b}), ["0", "1.loss"]),
        (lambda a, b, c: {"z": a, "a": b}, ["z", "a"]),
        (lambda a, b, c: (a, [b, c]), ["0", "1.0", "1.1"]),
        (lambda a, b, c: (a, b), ["1", "2"]),
        (lambda a, b, c: a, [""]),
    ],
)
def test_outputs_have_the_names_they_are_given(form, named):
    graph = graph_of(Gives(form), input_of("batchx3"))
    picture = svg(graph, "en").rpartition("</style>")[2]
    for name in named:
        word = f'>output <tspan font-weight="normal" fill="#566072">{name}</tspan><' if name else ">output<"
        assert word in picture
    assert picture.count(">output") == len(named)


def test_a_complex_value_has_its_own_shape():
    """ONNX holds it as pairs of numbers."""

    class Turns(nn.Module):
        def __init__(self):
            super().__init__()
            self.w = nn.Parameter(torch.rand(4, 5, dtype=torch.complex64))

        def forward(self, x):
            return (x.to(torch.complex64) @ self.w).abs()

    graph = graph_of(Turns(), torch.zeros(1, 4))
    assert [node["outputs"][0]["shape"] for node in graph["nodes"]] == [[1, 4], [1, 5], [1, 5]]
    assert graph["nodes"][1]["weights"] == [{"name": "w", "shape": [4, 5]}] and graph["parameters"] == 20
