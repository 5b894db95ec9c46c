"""`python -m tools.graph` on networks it was not designed for, and the .onnx file of a network is the network."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache

import onnx
import onnxruntime
import pytest
import torch

from tests.helpers import networks
from tests.helpers.networks import NETWORKS
from tests.helpers.small import SECTION
from tools.base.project import ROOT
from tools.graph.__main__ import TARGET, main, network_of
from tools.graph.export import exported, graph_of
from tools.graph.inputs import Input, input_of
from tools.graph.model import model_of
from tools.graph.program import GraphError
from tools.graph.steps import loads
from tools.record import pictures
from tools.sources.examples import parse

DYNAMIC = {**{call: inputs for call, (inputs, *_) in NETWORKS.items()}, "LeNet()": ["batchx1x32x32"], "Zoo()": ["batchx1x8x8"]}
every_network = pytest.mark.parametrize("call", DYNAMIC)


def built(call: str) -> torch.nn.Module:
    torch.manual_seed(0)
    found = eval(call, vars(networks))
    return (found if isinstance(found, torch.nn.Module) else found()).eval()


@cache
def drawn(call: str) -> tuple[torch.nn.Module, dict, bytes]:
    net = built(call)
    graph, program = exported(net, [input_of(text) for text in DYNAMIC[call]])
    return net, graph, model_of(program)


def sample(text: str, batch: int) -> torch.Tensor:
    example = input_of(text.replace("batch", str(batch))).tensor
    return torch.rand(example.shape) if example.is_floating_point() else torch.randint(0, 100, example.shape)


@every_network
@pytest.mark.parametrize("batch", [1, 2, 5])
def test_onnxruntime_gives_what_torch_gives(call, batch):
    net, graph, model = drawn(call)
    torch.manual_seed(batch)
    inputs = [sample(text, batch) for text in DYNAMIC[call]]
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    found = session.run(None, {value["name"]: x.numpy() for value, x in zip(graph["inputs"], inputs, strict=True)})
    with torch.no_grad():
        expected = net(*inputs)
    for one, other in zip(found, expected if isinstance(expected, tuple) else [expected], strict=True):
        torch.testing.assert_close(torch.from_numpy(one), other, rtol=1e-4, atol=1e-5)


@every_network
def test_a_size_that_may_be_any_has_its_name_on_every_line(call):
    _, graph, _ = drawn(call)
    values = [*graph["inputs"], *(value for node in graph["nodes"] for value in node["outputs"])]
    assert {str(value["shape"][0]) for value in values if value["shape"]} == {"batch"}
    assert "sym_size" not in str(graph), "what only reads a shape is no step"


@every_network
def test_counts_and_shapes_are_those_that_forward_hooks_see(call):
    net, graph, _ = drawn(call)
    seen: dict[str, list[list[int]]] = {}
    steps = {node["name"] for node in graph["nodes"]} - {""}
    for name in steps:
        net.get_submodule(name).register_forward_hook(
            lambda module, args, out, name=name: seen.setdefault(name, []).append(
                list((out if isinstance(out, torch.Tensor) else out[0]).shape)
            )
        )
    net(*(sample(text, 3) for text in DYNAMIC[call]))
    for name in steps:
        nodes = [node for node in graph["nodes"] if node["name"] == name]
        assert [[3, *node["outputs"][0]["shape"][1:]] for node in nodes] == seen[name]
    count = sum(parameter.numel() for parameter in net.parameters())
    assert graph["parameters"] == count == sum(node["parameters"] for node in graph["nodes"])


@every_network
def test_the_file_tells_nothing_of_the_machine_and_names_layers_as_torch_does(call):
    net, _, model = drawn(call)
    for trace in (b"/", b"site-packages", b"torch/", ROOT.name.encode() + b"/", b"+cpu", b"pkg.torch"):
        named = {node.name.encode() for node in onnx.load_from_string(model).graph.node}
        assert not any(trace in piece for piece in re.findall(rb"[\x20-\x7e]{12,}", model) if piece not in named) or trace == b"/"
    onnx.checker.check_model(onnx.load_from_string(model), full_check=True)
    nodes = [node.name for node in onnx.load_from_string(model).graph.node]
    assert len(set(nodes)) == len(nodes)
    leaves = {name for name, module in net.named_modules() if not list(module.children()) and list(module.parameters())}
    assert {name for name in leaves if "self_attn" not in name} <= {name.rpartition("/")[0].partition("/")[0] for name in nodes}


def test_batchnorm_stays_itself_in_the_file():
    operators = [node.op_type for node in onnx.load_from_string(drawn("ResNet")[2]).graph.node]
    assert operators.count("BatchNormalization") == 10 and not {"Expand", "CastLike", "Identity"} & set(operators)


ELSEWHERE = """
import sys, torch
from tests.helpers.networks import LeNet
from tools.graph.export import exported
from tools.graph.inputs import input_of
from tools.graph.model import model_of
torch.manual_seed(0)
sys.stdout.buffer.write(model_of(exported(LeNet().eval(), [input_of("batchx1x32x32")])[1]))
"""


def test_same_bytes_in_another_process_folder_and_locale(tmp_path):
    there = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    run = subprocess.run([sys.executable, "-c", ELSEWHERE], cwd=tmp_path, env=there, capture_output=True, check=True)
    assert run.stdout == drawn("LeNet()")[2]


@pytest.mark.parametrize("call", NETWORKS)
def test_the_command_draws_it(call, tmp_path, capsys):
    inputs, steps, names = NETWORKS[call]
    options = [part for text in inputs for part in ("--input", text)]
    assert main([f"tests.helpers.networks:{call}", *options, "-o", str(tmp_path / "net.svg")]) == 0
    assert f", steps: {steps}, " in capsys.readouterr().out
    picture = (tmp_path / "net.svg").read_text("utf-8")
    assert [
        name for name in names if f">{name}<" not in picture and f">{name} <" not in picture and f" {name}<" not in picture
    ] == []
    assert picture.count("<rect") == steps + len(inputs) + 1 and str(ROOT) not in picture


def test_the_command_writes_data_models_trees_and_lies_down(tmp_path, capsys):
    def ask(name: str, *options: str) -> bytes:
        target = f"{ROOT / 'tests/helpers/networks.py'}:TwoInputs()"
        assert main([target, "--input", "1x1x8x8", "--input", "1x7", "-o", str(tmp_path / name), *options]) == 0
        return (tmp_path / name).read_bytes()

    assert loads(ask("net.graph").decode())["title"] == "TwoInputs"
    assert len(onnx.load_from_string(ask("net.onnx")).graph.input) == 2
    assert ">输入 " in ask("zh.svg", "--lang", "zh").decode()
    sizes = [
        list(map(int, re.search(r'width="(\d+)" height="(\d+)"', ask(name, *options).decode()).groups()))
        for name, options in (("down.svg", []), ("right.svg", ["--horizontal"]))
    ]
    assert sizes[0][0] < sizes[0][1] and sizes[1][0] > sizes[1][1]
    assert "Module tree of TwoInputs" in ask("tree.svg", "--tree").decode()
    assert "tree.svg: TwoInputs, modules: 4, parameters: 90" in capsys.readouterr().out


def test_the_command_runs_outside_the_repository(tmp_path):
    (tmp_path / "mine.py").write_text("from torch import nn\nclass Net(nn.Linear):\n    pass\nnet = Net(3, 2)\n", "utf-8")
    command = [sys.executable, "-m", "tools.graph", "mine:net", "--input", "1x3", "-o", "net.svg"]
    there = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=there, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("net.svg: Net, steps: 1, parameters: 8\n", "")


@pytest.mark.parametrize(
    ("target", "inputs", "told"),
    [
        ("tests.helpers.networks", ["1x8"], "'tests.helpers.networks' names no network. Write module:Net, or file.py:Net"),
        ("tests.helpers.networks:Nope", ["1x8"], "name 'Nope' is not defined"),
        ("no_such:Net", ["1x8"], "No module named 'no_such'"),
        ("no_such.py:Net", ["1x8"], "No such file"),
        ("tests.helpers.networks:dict", ["1x8"], "gives a dict, which is no nn.Module"),
        ("tests.helpers.networks:ResNet", ["1x1x9x9"], "ResNet does not run on an input of shape 1×1×9×9: Given groups=1"),
        ("tests.helpers.networks:ResNet", ["1,3,9,9"], "'1,3,9,9' is no input. Write sizes with x between them"),
        ("tests.helpers.networks:Tagger", ["1x10:int65"], "'1x10:int65' is no input"),
        ("tests.helpers.networks:Tagger", ["batchxlength:int64"], "the exporter fixes a size behind lstm: batch×2×64, where"),
        (
            "tests.helpers.networks:Chooses",
            ["3"],
            "torch.onnx.export refuses Chooses: Could not guard on data-dependent expression",
        ),
    ],
)
def test_what_cannot_be_drawn_is_said_in_one_line(target, inputs, told, tmp_path, capsys):
    options = [part for text in inputs for part in ("--input", text)]
    assert main([target, *options, "-o", str(tmp_path / "net.svg")]) == 1
    printed = capsys.readouterr()
    assert printed.err.startswith(f"no picture of {target}: ") and told in printed.err and printed.err.count("\n") == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("options", [["-o", "net.png", "--input", "1x8"], ["-o", "net.onnx", "--tree"], ["-o", "net.svg"]])
def test_a_command_without_sense_is_refused(options, capsys):
    with pytest.raises(SystemExit):
        main(["tests.helpers.networks:deep", *options])


def test_inputs_are_read():
    assert input_of("1x10:int64").tensor.dtype == torch.int64 and input_of("3").tensor.shape == (3,)
    given = input_of("batchx3xtimex8")
    assert given.dynamic == {0: "batch", 2: "time"} and given.tensor.shape == (2, 3, 2, 8)


def test_a_network_may_be_an_object_a_class_or_a_call():
    assert type(network_of("torch.nn:Linear(3, 2)")).__name__ == "Linear"
    assert type(network_of("tests.helpers.networks:encoder")).__name__ == "TransformerEncoderLayer"


def test_a_network_that_only_takes_one_batch_says_so():
    class Fixed(torch.nn.Module):
        def forward(self, x):
            return x.reshape(2, 4) + 1

    with pytest.raises(GraphError, match=r"torch\.onnx\.export refuses Fixed"):
        graph_of(Fixed(), Input(torch.zeros(2, 4), {0: "batch"}))


def test_a_marker_may_ask_for_any_batch_and_for_lying_down(tmp_path):
    path = tmp_path / "net.py"
    text = "# graph: Net(2, 1) batchx2 horizontal\n" + SECTION.format("net", "from torch.nn import Linear as Net")
    path.write_text(text, "utf-8")
    graph, model = pictures.drawn(parse(path)[0])
    assert graph["direction"] == "horizontal" and graph["inputs"][0]["shape"] == ["batch", 2]
    assert onnx.load_from_string(model).graph.node[0].op_type == "Gemm"


@pytest.mark.parametrize(
    ("target", "parts"),
    [
        ("my_net:Net", ("my_net", "Net")),
        ("my_net.py:Net(7)", ("my_net.py", "Net(7)")),
        ("nets/net.py:build(x[1:2])", ("nets/net.py", "build(x[1:2])")),
        ("m:(lambda: Net())()", ("m", "(lambda: Net())()")),
        (r"C:\nets\net.py:Net", (r"C:\nets\net.py", "Net")),
        ("d:/nets/net.py:Net(x[1:])", ("d:/nets/net.py", "Net(x[1:])")),
        (r"\\host\nets\net.py:Net", (r"\\host\nets\net.py", "Net")),
        (r"C:\nets\net.py", None),
        ("my_net", None),
    ],
)
def test_the_colon_of_a_drive_is_one_of_the_file(target, parts):
    found = TARGET.fullmatch(target)
    assert (found and found.groups()) == parts
