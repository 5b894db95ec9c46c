"""The graph of a network is the network: counts, names and shapes are compared with the module itself."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
import warnings
from importlib.metadata import version

import pytest
import torch
from torch import nn

from tests.helpers.drawn import NETS, drawn, graph, named
from tests.helpers.networks import Branches, Chooses, LeNet, Zoo
from tools.base.project import ROOT
from tools.graph.boxes import kind
from tools.graph.export import GraphError, graph_of
from tools.graph.layout import NetronError, plain
from tools.graph.steps import describe, dumps, loads, steps
from tools.graph.svg import svg

every_net = pytest.mark.parametrize("name", NETS)


@every_net
def test_parameters_are_those_of_the_module(name):
    net, _, graph = drawn(name)
    total = sum(p.numel() for p in net.parameters())
    assert graph["parameters"] == total == sum(node["parameters"] for node in graph["nodes"])
    for node in graph["nodes"]:
        if node["name"]:
            own = {name: list(p.shape) for name, p in net.get_submodule(node["name"]).named_parameters()}
            assert {weight["name"]: weight["shape"] for weight in node["weights"]} == own


@every_net
def test_shapes_are_those_that_forward_hooks_see(name):
    net, x, graph = drawn(name)
    seen = []

    def saw(path):
        return lambda module, args, out: seen.append((path, type(module).__name__, list(out.shape)))

    leaves = [(path, module) for path, module in net.named_modules() if not list(module.children())]
    hooks = [module.register_forward_hook(saw(path)) for path, module in leaves]
    with torch.no_grad():
        out = net.eval()(x)
    for hook in hooks:
        hook.remove()
    calls = [(node["name"], node["type"], node["outputs"][0]["shape"]) for node in graph["nodes"] if node["name"]]
    assert calls == seen and len(seen) >= 4
    assert [value["shape"] for value in graph["inputs"]] == [list(x.shape)]
    out = out if isinstance(out, tuple) else (out,)
    assert [value["shape"] for value in graph["outputs"]] == [list(value.shape) for value in out]


def test_functions_have_the_names_the_code_calls_them_by():
    types = [node["type"] for node in graph("functional")["nodes"]]
    pair = ["Conv2d", "relu()", "max_pool2d()"]
    assert types == [*pair, *pair, "flatten()", "Linear", "relu()", "Linear"]
    assert [node["name"] for node in graph("functional")["nodes"] if node["type"] == "relu()"] == [""] * 3


def test_functions_and_modules_give_the_same_shapes():
    one, other = ([node["outputs"][0]["shape"] for node in graph(name)["nodes"]] for name in ("functional", "sequential"))
    assert one == other
    assert [node["name"] for node in graph("sequential")["nodes"]] == [str(i) for i in range(10)]


def test_batchnorm_and_dropout_stay_visible():
    zoo = graph("zoo")
    assert named(zoo, "bn")["type"] == "BatchNorm2d" and named(zoo, "bn")["parameters"] == 8
    assert named(zoo, "dropout")["type"] == "Dropout"


def test_a_layer_without_bias_has_none():
    assert [weight["name"] for weight in named(graph("zoo"), "conv")["weights"]] == ["weight"]
    assert named(graph("zoo"), "conv")["parameters"] == 36


def test_arguments_are_told_unless_they_go_without_saying():
    assert named(graph("zoo"), "conv")["attributes"] == {"kernel_size": 3, "padding": 1}
    conv = {"kernel_size": 3, "stride": [1, 2], "padding": 1, "groups": 2}
    assert named(graph("zoo"), "layer1.0.conv1")["attributes"] == conv
    assert named(graph("sequential"), "2")["attributes"] == {"kernel_size": 2, "stride": 2}


def test_shared_weights_count_once():
    first, second = (node for node in graph("zoo")["nodes"] if node["name"] == "fc")
    assert (first["parameters"], second["parameters"], named(graph("zoo"), "tied")["parameters"]) == (20, 0, 4)
    assert first["weights"] == second["weights"]
    assert "shares parameters" in svg(graph("zoo"), "en") and "与上面共用参数" in svg(graph("zoo"), "zh")


def test_a_parameter_of_the_network_itself_belongs_to_the_function_that_uses_it():
    scales = [node for node in graph("zoo")["nodes"] if node["type"] == "mul()"]
    assert [scale["weights"] for scale in scales] == [[{"name": "scale", "shape": [1]}]] * 2


def test_a_shortcut_is_a_line_of_its_own():
    zoo = graph("zoo")
    readers = [node["type"] for node in zoo["nodes"] if named(zoo, "bn")["outputs"][0]["name"] in node["inputs"]]
    assert readers == ["Conv2d", "slice()"]


def test_a_module_of_torch_that_holds_modules_is_opened():
    layer = graph_of(nn.TransformerEncoderLayer(4, 2, 8), torch.zeros(3, 1, 4))
    assert [node["name"] or node["type"] for node in layer["nodes"]] == [
        *("self_attn", "dropout1", "add()", "norm1"),
        *("linear1", "relu()", "dropout", "linear2", "dropout2", "add()", "norm2"),
    ]
    assert sum(node["parameters"] for node in layer["nodes"]) == layer["parameters"], "attention is one step, and whole"


def test_an_unknown_operator_keeps_its_onnx_name():
    graph = graph_of(Branches(), torch.ones(3))
    assert [(node["name"], node["type"]) for node in graph["nodes"]][-1] == ("", "If")
    assert graph["inputs"][0]["name"] in graph["nodes"][-1]["inputs"], "the branches read x"
    assert kind("If") == "other" and ">If<" in svg(graph, "en")


def test_a_network_that_cannot_be_exported_says_so():
    with pytest.raises(GraphError) as refused:
        graph_of(Chooses(), torch.ones(3))
    message = str(refused.value)
    assert message.startswith("torch.onnx.export refuses Chooses: Could not guard on data-dependent expression")
    assert "take such a branch out" in message and "\n" not in message


def test_a_wrong_shape_is_named_before_anything_is_exported():
    with pytest.raises(GraphError, match=r"Linear does not run on an input of shape 1×5: mat1 and mat2 shapes .*\(1x5 and 3x4\)"):
        graph_of(nn.Linear(3, 4), torch.ones(1, 5))


@pytest.mark.parametrize("net", [Zoo(), Chooses()], ids=["drawn", "refused"])
def test_nothing_is_disturbed(net, capfd):
    net.train()
    for module in net.children():
        module.eval()
        break
    for parameter in net.parameters():
        parameter.requires_grad_(False)
        break

    def state():
        modes = [module.training for module in net.modules()]
        values = [(p.requires_grad, p.grad, p.data.tolist()) for p in net.parameters()]
        buffers = [b.tolist() for b in net.buffers()]
        rest = (logging.root.manager.disable, torch.is_grad_enabled(), warnings.filters[:], sys.stdout, sys.stderr)
        return modes, values, buffers, torch.get_rng_state().tolist(), rest

    before = state()
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            graph_of(net, torch.rand(2, 1, 8, 8, generator=torch.Generator()))
        except GraphError:
            assert isinstance(net, Chooses)
    assert state() == before
    assert [str(warning.message) for warning in warned] == []
    assert capfd.readouterr() == ("", "")


def test_random_numbers_drawn_in_forward_are_put_back():
    class Noisy(nn.Module):
        def forward(self, x):
            return x + torch.rand(3)

    before = torch.get_rng_state()
    graph_of(Noisy(), torch.ones(3))
    assert torch.equal(torch.get_rng_state(), before)


ELSEWHERE = """
import sys, torch
from tests.helpers.networks import LeNet
from tools.graph.export import graph_of
from tools.graph.steps import dumps
from tools.graph.svg import svg
graph = graph_of(LeNet(), torch.ones(1, 1, 32, 32))
sys.stdout.buffer.write("".join([dumps(graph), svg(graph, "zh"), svg(graph, "en")]).encode())
"""


def test_same_bytes_in_another_process_folder_and_locale(tmp_path):
    here = graph("functional")
    assert graph_of(LeNet(), torch.rand(1, 1, 32, 32)) == here, "neither weights nor numbers in the input matter"
    there = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "LC_ALL": "C", "PYTHONUTF8": "0"}
    run = subprocess.run([sys.executable, "-c", ELSEWHERE], cwd=tmp_path, env=there, capture_output=True, check=True)
    assert run.stderr == b"", "what torch logs goes to the stderr it found when it was imported: seen only from outside"
    assert run.stdout == "".join([dumps(here), svg(here, "zh"), svg(here, "en")]).encode()


def test_drawing_needs_no_torch(tmp_path):
    (tmp_path / "net.graph").write_text(dumps(graph("zoo")), "utf-8")
    code = (
        "import sys; from pathlib import Path\n"
        "from tools.graph.steps import describe, loads, steps; from tools.graph.svg import svg\n"
        "graph = loads(Path(sys.argv[1]).read_text('utf-8')); svg(graph, 'zh'); steps(graph); describe(graph, 'en')\n"
        "print(sorted({'torch', 'onnx', 'onnxscript', 'onnx_ir'} & sys.modules.keys()))"
    )
    run = [sys.executable, "-c", code, str(tmp_path / "net.graph")]
    assert subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True).stdout == "[]\n"


def test_another_module_is_another_picture():
    def picture(*layers):
        return svg(graph_of(nn.Sequential(*layers), torch.zeros(1, 1, 8, 8)), "en")

    pictures = [picture(nn.Conv2d(1, 2, 3)), picture(nn.Conv2d(1, 2, 5)), picture(nn.Conv2d(1, 2, 3, bias=False))]
    assert len(set(pictures)) == 3


@every_net
def test_the_record_is_read_back_and_has_a_line_for_each_step(name):
    text = dumps(graph(name))
    assert loads(text) == graph(name) == json.loads(text)
    assert len(re.findall(r'^    \{"name": .*"parameters": \d+\},?$', text, re.M)) == len(graph(name)["nodes"])
    assert str(ROOT) not in text and "site-packages" not in text


def test_steps_are_a_table_and_a_sentence():
    lenet = graph("functional")
    assert steps(lenet)[0] == ("conv1", "Conv2d", "1×6×28×28", "156")
    assert steps(lenet)[6:8] == [("", "flatten()", "1×400", "0"), ("fc1", "Linear", "1×120", "48,120")]
    assert describe(lenet, "en").startswith("input x 1×1×32×32; conv1: Conv2d → 1×6×28×28; relu() → 1×6×28×28; ")
    assert describe(lenet, "zh").startswith("输入 x 1×1×32×32；conv1：Conv2d → 1×6×28×28；relu() → 1×6×28×28；")
    assert describe(lenet, "en").endswith("; 51,902 parameters.") and describe(lenet, "zh").endswith("；共 51,902 个参数。")


def test_a_netron_whose_seams_moved_is_named():
    with pytest.raises(NetronError, match=rf"netron {version('netron')}: dagre.js has 0 lines like .*SEAMS"):
        plain("dagre.js", "const dagre = {};\n")
    with pytest.raises(NetronError, match="has 2 lines like"):
        plain("dagre.js", "export const { layout, Graph } = dagre;\n" * 2)
    with pytest.raises(NetronError, match=r"a seam that is not in SEAMS: import \* as base"):
        plain("dagre.js", "import * as base from './base.js';\nexport const { layout, Graph } = dagre;\n")
