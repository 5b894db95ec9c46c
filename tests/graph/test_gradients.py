"""The gradient graph is what backward() does, the module tree what named_modules() walks: both are compared with torch itself."""

from __future__ import annotations

import random
import re
import xml.etree.ElementTree as ElementTree

import pytest
import torch
from torch import nn
from torch.nn.functional import mse_loss, relu

from tests.helpers.small import PAGE, SECTION, call, small  # noqa: F401
from tools.graph.boxes import kind
from tools.graph.gradients import gradients_of, in_order, watched
from tools.graph.program import GraphError
from tools.graph.steps import describe, dumps, loads, steps
from tools.graph.svg import svg
from tools.graph.tree import tree_of
from tools.record.pictures import drawn
from tools.sources.examples import parse

SVG = "{http://www.w3.org/2000/svg}"


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(3, 4)
        self.act = nn.ReLU()
        self.drop = nn.Dropout(0.5)
        self.fc2 = nn.Linear(4, 4)
        self.fc2.weight.requires_grad_(False)

    def forward(self, x, gain):
        x = relu(self.drop(self.act(self.fc1(x))) * gain)
        return self.fc2(x) + x


def lossy() -> tuple[Net, torch.Tensor, dict]:
    net = Net()
    gain = torch.ones(4, requires_grad=True)
    with watched() as makers:
        loss = mse_loss(net(torch.ones(5, 3), gain=gain * 2), torch.zeros(5, 4))
    paths = {module: path for path, module in net.named_modules()}
    leaves = {id(parameter): path for path, parameter in net.named_parameters()} | {id(gain): "gain"}
    return net, loss, gradients_of("loss", loss, leaves, {node: paths[module] for node, module in makers.items()})


def test_every_leaf_is_there_with_the_name_and_the_shape_of_its_gradient():
    net, loss, graph = lossy()
    loss.backward()
    leaves = {row.layer: row.shape for row in steps(graph) if row.type == "AccumulateGrad"}
    trained = {name: "×".join(map(str, p.grad.shape)) for name, p in net.named_parameters() if p.grad is not None}
    assert leaves == trained | {"gain": "4"} and "fc2.weight" not in leaves


def test_nodes_have_the_order_in_which_backward_runs_them():
    _, loss, _ = lossy()
    nodes, ran = in_order(loss.grad_fn), []
    for node in nodes:
        node.register_prehook(lambda grads, node=node: ran.append(node))
    loss.backward()
    assert ran == nodes and len(nodes) == 14


def test_shapes_on_lines_are_those_of_the_gradients_that_flow():
    _, loss, graph = lossy()
    arrived = []
    for node in in_order(loss.grad_fn):
        node.register_prehook(lambda grads: arrived.append("×".join(map(str, grads[0].shape)) or "()"))
    loss.backward()
    assert [row.shape for row in steps(graph)] == arrived


def test_a_node_has_the_name_of_the_module_whose_forward_made_it():
    _, _, graph = lossy()
    named = [(node["name"], node["type"]) for node in graph["nodes"] if node["type"] != "AccumulateGrad"]
    assert ("fc1", "AddmmBackward0") in named and ("fc1", "TBackward0") in named and ("act", "ReluBackward0") in named
    assert ("drop", "MulBackward0") in named
    assert ("", "ReluBackward0") in named, "relu() the function belongs to no layer"
    assert [name for name, type_ in named if type_ == "MulBackward0"].count("") == 2, "what came in is not a layer's work"


def test_what_hands_on_to_what():
    _, _, graph = lossy()
    handed = {(row.layer, row.type): row.parameters for row in steps(graph)}
    assert handed["fc2", "AddmmBackward0"] == "fc2.bias, ReluBackward0", "a frozen weight gets nothing"
    assert handed["fc1", "AddmmBackward0"] == "fc1.bias, TBackward0"
    assert handed["fc1", "TBackward0"] == "fc1.weight"


def test_a_tensor_that_is_used_twice_gets_two_gradients():
    a = torch.ones(3, requires_grad=True)
    graph = gradients_of("y", (a * a).sum(), {id(a): "a"}, {})
    assert [row.type for row in steps(graph)] == ["SumBackward0", "MulBackward0", "AccumulateGrad"]
    assert ">3, 3<" in svg(graph, "en")
    assert describe(graph, "en") == "y (); SumBackward0 receives (); MulBackward0 receives 3; a: AccumulateGrad receives 3; " \
        "Numbers that get a gradient: 3."  # fmt: skip
    assert describe(graph, "zh").endswith("；a：AccumulateGrad 收到 3；共 3 个数得到梯度。")


def test_outputs_of_one_node_keep_their_own_shapes():
    a = torch.ones(5, requires_grad=True)
    first, second = a.split([2, 3])
    graph = gradients_of("y", first.sum() + second.sum(), {id(a): "a"}, {})
    split = next(row for row in steps(graph) if row.type.startswith("Split"))
    assert set(split.shape.split(", ")) == {"2", "3"}


def test_what_needs_no_gradient_has_no_graph():
    with pytest.raises(GraphError, match="y has no grad_fn"):
        gradients_of("y", torch.ones(3).sum(), {}, {})


def test_a_node_has_the_colour_of_its_function():
    kinds = {"ReluBackward0": "act", "ConvolutionBackward0": "layer", "AddmmBackward0": "layer", "MmBackward0": "layer"}
    kinds |= {
        "MaxPool2DWithIndicesBackward0": "pool",
        "ViewBackward0": "shape",
        "AccumulateGrad": "leaf",
        "AddBackward0": "other",
    }
    assert {type_: kind(type_) for type_ in kinds} == kinds


class Shared(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(2))
        self.one = nn.Sequential(nn.Linear(2, 2), nn.ReLU())
        self.two = nn.Sequential(self.one[1], nn.Linear(2, 2))


def test_a_tree_has_every_module_once_and_a_line_from_each_parent():
    graph = tree_of(Shared())
    assert [row.layer for row in steps(graph)] == ["", "one", "one.0", "one.1", "two", "two.1"]
    assert [node["inputs"] for node in graph["nodes"]] == [[], [""], ["one"], ["one", "two"], [""], ["two"]]
    assert steps(graph)[0] == ("", "Shared", "scale 2", "14") and steps(graph)[1] == ("one", "Sequential", "", "6")
    assert steps(graph)[2] == ("one.0", "Linear", "weight 2×2, bias 2", "6")
    assert describe(graph, "en").startswith("Shared; one: Sequential; one.0: Linear; ")
    assert svg(graph, "zh").count('class="line"') == 6 and "()" not in svg(graph, "en")


def grown(chance: random.Random, depth: int) -> nn.Sequential:
    parts = range(chance.randint(1, 4))
    return nn.Sequential(*(grown(chance, depth - 1) if depth and chance.random() < 0.4 else nn.ReLU() for _ in parts))


@pytest.mark.parametrize("seed", range(12))
def test_children_stand_in_their_order_from_the_top(seed):
    graph = tree_of(grown(random.Random(seed), 3))
    root = ElementTree.fromstring(svg(graph, "en"))
    places = [tuple(map(float, re.findall(r"[\d.]+", box.get("transform")))) for box in root.iter(f"{SVG}g")]
    rows: dict[str, list[float]] = {}
    for node, (_, top) in zip(graph["nodes"], places, strict=True):
        rows.setdefault(node["name"].rpartition(".")[0] if node["name"] else "root", []).append(top)
    assert all(tops == sorted(tops) for tops in rows.values())
    assert places[0][0] == min(left for left, _ in places), "the root is on the left"


EXAMPLE = (
    "# gradients: loss net\nimport torch\nfrom torch import nn\n"
    + SECTION.format("net", "torch.manual_seed(0)\nnet = nn.Linear(2, 1)\nx = torch.ones(2, requires_grad=True)")
    + SECTION.format("loss", "loss = net(x).sum()\nprint(round(loss.item(), 3))\nloss.backward()")
    + SECTION.format("fails", "loss.backward()")
)


def test_an_example_is_drawn_as_it_ran(tmp_path, capsys):
    path = tmp_path / "walk.py"
    path.write_text(EXAMPLE, "utf-8")
    before = torch.get_rng_state()
    graph, _ = drawn(parse(path)[0])
    assert capsys.readouterr().out == "" and torch.equal(torch.get_rng_state(), before)
    assert [(row.layer, row.shape) for row in steps(graph) if row.type == "AccumulateGrad"] == [
        *(("bias", "1"), ("weight", "1×2"), ("x", "2"))
    ]  # fmt: skip
    assert loads(dumps(graph)) == graph


@pytest.mark.parametrize(("spoilt", "told"), [("lost net", "binds no lost"), ("x", "x has no grad_fn"), ("loss it", "no it")])
def test_a_marker_that_names_nothing_says_so(tmp_path, spoilt, told):
    path = tmp_path / "walk.py"
    path.write_text(EXAMPLE.replace("loss net", spoilt, 1), "utf-8")
    with pytest.raises(GraphError, match=told):
        drawn(parse(path)[0])


def test_an_example_draws_one_picture(tmp_path):
    path = tmp_path / "walk.py"
    path.write_text("# tree: net()\n" + EXAMPLE, "utf-8")
    assert "there is a picture already, '# tree:'" in parse(path)[1][0].what


def test_a_page_shows_it_in_its_language(small):  # noqa: F811
    (small / "snippets/a/walk.py").write_text(EXAMPLE, "utf-8")
    for language in ("zh", "en"):
        page = PAGE + '\n--8<-- "a/walk.graph"\n\n' + "".join(
            f'```python\n--8<-- "a/walk.py:{name}"\n```\n\n' for name in ("net", "loss", "fails")
        )  # fmt: skip
        (small / "docs" / language / "a.md").write_text(page, "utf-8")
    done = call(small, "record")
    assert done.returncode == 0, done.stderr
    assert {f"walk.{end}" for end in ("graph", "zh.svg", "en.svg")} <= {path.name for path in (small / "snippets/a").iterdir()}
    assert call(small, "record").stdout == "0 examples ran, 0 files changed\n"
