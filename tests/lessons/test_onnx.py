"""What the prose of the lesson `onnx` says beyond the outputs that its page shows."""

import inspect
import io
import os
import re
import subprocess
import sys
import threading
import warnings
from contextlib import redirect_stdout
from pathlib import Path

import netron
import onnx
import onnxruntime
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.lenet.net import LeNet
from snippets.onnx.net import Net
from tests.helpers.exports import Call, exported, operators, quiet
from tests.helpers.told import told
from tools.base.project import ROOT
from tools.graph.__main__ import main
from tools.graph.steps import loads
from tools.record.runner.jobs import OWN


class Every(nn.Module):
    """One of each row of the table."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 2, 3)
        self.drop = nn.Dropout()
        self.flat = nn.Linear(8, 4)
        self.deep = nn.Linear(4, 3)

    def forward(self, x):
        x = self.drop(torch.relu(self.conv(x)))
        y = self.flat(torch.flatten(x, 1))
        y = y.reshape(-1, 2, 2)
        z = torch.cat([y, y], 2)
        return self.deep(z) + 1


# What the exporter prints, warns of and needs


@pytest.mark.skipif(torch.__version__ >= "2.14.1", reason="torch 2.14.1 does not warn of its own code any more")
def test_torch_warns_of_its_own_code_at_each_export():
    """When this fails, take OWN out of tools/runner and the sentence about LeafSpec off the page."""
    with pytest.warns(FutureWarning, match=re.escape(OWN)) as warned:
        torch.onnx.export(nn.Linear(3, 2).eval(), (torch.rand(1, 3),), verbose=False)
    assert "LeafSpec" in str(warned[0].message)


def run(code, folder, **extra):
    environment = os.environ | {"PYTHONPATH": str(ROOT), **extra}
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, timeout=120)
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


EXPORT = "import torch\ntorch.onnx.export(torch.nn.Linear(3, 2).eval(), (torch.rand(1, 3),), 'example.onnx')"


def test_a_redirected_gbk_console_stops_the_export_and_two_things_mend_it(tmp_path):
    code, _, error = run(EXPORT, tmp_path, PYTHONIOENCODING="gbk")
    assert code == 1 and "UnicodeEncodeError: 'gbk' codec can't encode character '\\u2705'" in error
    assert not list(tmp_path.iterdir())
    assert run(EXPORT.replace("'example", "verbose=False, f='example"), tmp_path, PYTHONIOENCODING="gbk")[0] == 0
    code, printed, error = run(EXPORT, tmp_path, PYTHONUTF8="1")
    lines = [line for line in printed.splitlines() if line.startswith("[torch.onnx]")]
    assert code == 0 and [line.endswith("✅") for line in lines] == [False, True] * 4, "the start and the end of each step"
    told("onnx", zh="每一步完成时的进度信息带有 ✅", en="Each step ends with a message that contains ✅")
    assert error.count("torchvision is not installed") == 4, "four lines about torchvision"


def test_without_onnxscript_it_does_not_export(tmp_path):
    blocked = "import sys\nclass No:\n    def find_spec(self, name, *rest):\n        if name.partition('.')[0] == 'onnxscript':\n"
    blocked += "            raise ModuleNotFoundError(f\"No module named 'onnxscript'\")\nsys.meta_path.insert(0, No())\n"
    code, _, error = run(blocked + EXPORT, tmp_path)
    assert code == 1 and "ModuleNotFoundError: No module named 'onnxscript'" in error


def test_the_new_exporter_is_the_default():
    assert inspect.signature(torch.onnx.export).parameters["dynamo"].default is True


def test_only_shape_and_dtype_of_the_argument_matter():
    net = Net().eval()
    with warnings.catch_warnings(action="ignore"):
        programs = [torch.onnx.export(net, (x,), verbose=False) for x in (torch.rand(2, 1, 8, 8), torch.ones(2, 1, 8, 8))]
    assert programs[0].model_proto == programs[1].model_proto


def test_dynamic_axes_still_works_and_warns():
    layer, axes = nn.Linear(3, 2).eval(), {"x": {0: "batch"}}
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        program = torch.onnx.export(layer, (torch.rand(1, 3),), input_names=["x"], dynamic_axes=axes, verbose=False)
    assert [warning for warning in warned if warning.category is DeprecationWarning and "dynamic_axes" in str(warning.message)]
    assert str(program.model.graph.inputs[0].shape) == "[batch,3]"


# Files


@pytest.mark.parametrize("load", [onnx.load, onnxruntime.InferenceSession])
def test_one_of_two_files_does_not_load(load, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with warnings.catch_warnings(action="ignore"), redirect_stdout(io.StringIO()):
        torch.onnx.export(Net().eval(), (torch.rand(1, 1, 8, 8),), "example.onnx")
    load("example.onnx")
    Path("example.onnx.data").rename("other.onnx.data")
    with pytest.raises(Exception, match=r"Data of TensorProto .* should be stored in|External data path") as error:
        load("example.onnx")
    assert "example.onnx.data" in str(error.value)


def test_stripped_files_are_the_same_from_two_folders(tmp_path):
    code = (
        "import torch, net\ntorch.manual_seed(0)\n"
        "model = torch.onnx.export(net.Net().eval(), (torch.rand(1, 3),), verbose=False).model_proto\n"
        "raw = model.SerializeToString()\n"
        "for item in (model.graph, *model.graph.node, *model.graph.input, *model.graph.output, *model.graph.value_info, "
        "*model.graph.initializer):\n    del item.metadata_props[:]\n"
        "import hashlib\nprint(*(hashlib.sha256(data).hexdigest() for data in (raw, model.SerializeToString())))"
    )
    seen = []
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        source = "from torch import nn\nclass Net(nn.Linear):\n    def __init__(self):\n        super().__init__(3, 2)\n"
        source += "    def forward(self, x):\n        return super().forward(x) + 1\n"
        (tmp_path / name / "net.py").write_text(source, "utf-8")
        seen.append(run(code, tmp_path / name, PYTHONPATH="")[1].split())
    assert seen[0][0] != seen[1][0] and seen[0][1] == seen[1][1]


# The graph


def test_the_table_of_operators():
    assert operators(exported(Every, 1, 1, 4, 4)) == [
        *("Conv", "Relu", "Reshape", "Gemm", "Reshape", "Concat", "MatMul", "Add", "Add"),
    ]  # fmt: skip


@pytest.mark.parametrize("flat", [nn.Flatten(), Call(lambda x: x.view(2, -1)), Call(lambda x: torch.flatten(x, 1))])
def test_three_ways_to_flatten_are_one_operator(flat):
    assert operators(quiet(flat, torch.rand(2, 3, 4))) == ["Reshape"]


def test_batchnorm_is_folded_into_the_convolution():
    torch.manual_seed(0)
    net, x = Net(), torch.rand(4, 1, 8, 8)
    net(x)
    net.eval()
    scale = net.bn.weight / torch.sqrt(net.bn.running_var + net.bn.eps)
    weight, bias = net.conv.weight * scale[:, None, None, None], (net.conv.bias - net.bn.running_mean) * scale + net.bn.bias
    torch.testing.assert_close(F.conv2d(x, weight, bias), net.bn(net.conv(x)))
    with warnings.catch_warnings(action="ignore"):
        graph = torch.onnx.export(net, (x,), verbose=False).model_proto.graph
    found = {tensor.name: torch.from_numpy(onnx.numpy_helper.to_array(tensor).copy()) for tensor in graph.initializer}
    torch.testing.assert_close(found["conv.weight"], weight.detach())
    torch.testing.assert_close(found["conv.bias"], bias.detach())


def test_the_picture_shows_batchnorm_and_none_of_the_helpers():
    graph = loads((ROOT / "snippets/onnx/net.graph").read_text("utf-8"))
    assert [node["type"] for node in graph["nodes"]] == [
        *("Conv2d", "BatchNorm2d", "relu()", "max_pool2d()", "flatten()", "Dropout", "Linear"),
    ]  # fmt: skip
    assert {node["outputs"][0]["shape"][0] for node in graph["nodes"]} == {"batch"}


def test_inputs_of_gemm_and_conv_are_called_as_the_page_says():
    gemm, conv = (onnx.defs.get_schema(name) for name in ("Gemm", "Conv"))
    assert [value.name for value in gemm.inputs] == ["A", "B", "C"] and [value.name for value in conv.inputs] == ["X", "W", "B"]
    graph = onnx.load(ROOT / "snippets/labs/lenet.onnx").graph
    node = next(node for node in graph.node if node.op_type == "Gemm")
    sizes = {tensor.name: tensor.dims for tensor in graph.initializer}
    weight, bias = (sizes[name] for name in node.input[1:])
    told("onnx", *weight, *bias, zh="B ({}×{}) 和 C ({})", en="B ({}×{}) and C ({})")


def test_assert_close_allows_what_the_page_says():
    torch.testing.assert_close(torch.tensor(1.0 + 1.1e-5), torch.tensor(1.0))
    with pytest.raises(AssertionError, match=r"up to 1e-05 allowed.*\n.*up to 1\.3e-06 allowed"):
        torch.testing.assert_close(torch.tensor([1.0 + 2e-5]), torch.tensor([1.0]))
    numbers = "0.00001", "0.0000013"
    told("onnx", *numbers, zh="超过 {} 加上期望值的 {} 倍", en="differ by more than {} plus {} times the expected score")


# Netron and our command


def test_start_returns_at_once_and_wait_does_not(tmp_path):
    model = tmp_path / "layer.onnx"
    exported(nn.Identity, 1, 3).save(model)
    before = set(threading.enumerate())
    netron.start(str(model), browse=False)
    assert netron.status(), "it has returned, and the server runs"
    assert {thread.daemon for thread in set(threading.enumerate()) - before} == {True}, "a script does not wait for it"
    waiting = threading.Thread(target=netron.wait, daemon=True)
    waiting.start()
    waiting.join(1)
    assert waiting.is_alive()
    netron.stop()
    waiting.join(10)
    assert not waiting.is_alive()


def test_the_command_of_the_page(tmp_path, capsys):
    source = (ROOT / "snippets/onnx/net.py").read_text("utf-8")
    (tmp_path / "my_net.py").write_text(
        source + "\n\nclass Sign(nn.Module):\n    def forward(self, x):\n        return x if x.sum() > 0 else -x\n", "utf-8"
    )
    (page,) = ((ROOT / f"docs/{language}/onnx.md").read_text("utf-8") for language in ["en"])
    command = re.search(r"python -m tools\.graph my_net\.py:Net (.*) -o net\.svg", page)[1]
    assert main([f"{tmp_path}/my_net.py:Net", *command.split(), "-o", str(tmp_path / "net.svg")]) == 0
    assert (tmp_path / "net.svg").read_text("utf-8") == (ROOT / "snippets/onnx/net.en.svg").read_text("utf-8")
    capsys.readouterr()
    assert main([f"{tmp_path}/my_net.py:Sign", "--input", "3", "-o", str(tmp_path / "sign.svg")]) == 1
    said = capsys.readouterr().err.replace(f"{tmp_path}/", "")
    promised = re.search(r"^(no picture of my_net.py:Sign: .*) …$", page, re.M)[1]
    assert said.startswith(promised)


def test_lenet_differs_in_the_batch_only(tmp_path):
    texts = []
    for given in ("1x1x32x32", "batchx1x32x32"):
        assert main(["snippets.lenet.net:LeNet", "--input", given, "-o", str(tmp_path / "net.graph")]) == 0
        texts.append((tmp_path / "net.graph").read_text("utf-8"))
    assert texts[1].replace('["batch", ', "[1, ") == texts[0]
    parameters = sum(p.numel() for p in LeNet().parameters())
    told("onnx", parameters, zh="层、权重和 {:,} 个参数都一样", en="Layers, weights and the {:,} parameters are the same")
