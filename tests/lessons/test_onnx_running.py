"""What the prose of the lesson `onnx` says of running a file, of modes, of files and of what can be exported."""

import inspect
import re
import subprocess
import sys
from pathlib import Path

import onnx
import onnxruntime
import pytest
import torch
from torch import nn

from snippets.onnx.ex_clip import Shrink, ShrinkByClamp
from snippets.onnx.net import Net
from tests.helpers.claims import raises
from tests.helpers.exports import Call, exported, operators, quiet, results, session_of
from tests.helpers.told import told

# Running a file


def test_what_run_accepts_and_refuses():
    session, x = session_of(exported(Net, 2, 1, 8, 8)), torch.zeros(2, 1, 8, 8)
    refused = "Input must be a list of dictionaries or a single numpy array for input 'x'"
    raises("onnx", refused, lambda: session.run(None, {"x": x}))
    wrong = "Required inputs (['x']) are missing from input feed (['image'])"
    raises("onnx", wrong, lambda: session.run(None, {"image": x.numpy()}), ValueError)


def test_without_dynamic_shapes_the_file_takes_two_images_only():
    session = onnxruntime.InferenceSession(exported(Net, 2, 1, 8, 8).model_proto.SerializeToString())
    session.run(None, {"x": torch.zeros(2, 1, 8, 8).numpy()})
    for size in (1, 3):
        with pytest.raises(Exception, match="Got invalid dimensions"):
            session.run(None, {"x": torch.zeros(size, 1, 8, 8).numpy()})


def test_names_without_the_arguments_for_them():
    graph = exported(Net, 2, 1, 8, 8).model.graph
    assert [value.name for value in graph.inputs] == ["x"]
    assert [value.name for value in graph.outputs] == ["linear"]


@pytest.mark.parametrize("example", [1, 2])
def test_an_example_of_any_batch_size_serves(example):
    program = quiet(nn.Linear(3, 2).eval(), torch.rand(example, 3), dynamic_shapes=({0: "batch"},))
    for size in (1, 2, 5):
        assert results(program, torch.rand(size, 3)).shape == (size, 2)


@pytest.mark.parametrize("net, axis", [(nn.Linear(3, 2), 1), (Call(lambda x: x.view(2, 3) + 1), 0)])
def test_an_axis_that_the_code_fixes(net, axis):
    x = torch.rand(2, 3)
    message = "conflicts between user-specified ranges and inferred ranges"
    raises("onnx", message, lambda: quiet(net, x, dynamic_shapes=({axis: "n"},)))
    with pytest.raises(Exception, match="Constraints violated"):
        torch.export.export(net, (x,), dynamic_shapes=({axis: torch.export.Dim("n")},))
    program = quiet(net, x, dynamic_shapes=({axis: torch.export.Dim("n")},))
    assert str(program.model.graph.inputs[0].shape) == "[2,3]", "fixed, and no error"


# Modes


def test_a_new_network_is_in_training_mode_and_keeps_its_dropout_training():
    assert Net().training
    graph = quiet(Net(), torch.rand(2, 1, 8, 8)).model_proto.graph
    (dropout,) = (node for node in graph.node if node.op_type == "Dropout")
    training = next(tensor for tensor in graph.initializer if tensor.name == dropout.input[2])
    assert onnx.numpy_helper.to_array(training).item() is True


def twice(net, x, level):
    """Whether the file gives the same output twice, exported in training mode."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = level
    session = onnxruntime.InferenceSession(quiet(net, x).model_proto.SerializeToString(), options)
    first, second = (session.run(None, {session.get_inputs()[0].name: x.numpy()})[0] for _ in range(2))
    return (first == second).all()


def test_where_an_exported_dropout_drops():
    lots, x = nn.Dropout(0.5), torch.rand(8, 64)
    between = nn.Sequential(nn.Linear(64, 64), lots, nn.ReLU())
    first, last = nn.Sequential(lots, nn.Linear(64, 64)), nn.Sequential(nn.Linear(64, 64), lots)
    images = nn.Sequential(nn.Conv2d(1, 32, 3), nn.Dropout2d(), nn.Conv2d(32, 4, 3))
    levels = onnxruntime.GraphOptimizationLevel
    assert twice(between, x, levels.ORT_ENABLE_ALL)
    assert not twice(between, x, levels.ORT_DISABLE_ALL)
    for net, value in ((first, x), (last, x), (images, torch.rand(2, 1, 8, 8))):
        assert not twice(net, value, levels.ORT_ENABLE_ALL)


def layers_with_batchnorm():
    yield nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4)), torch.rand(8, 1, 8, 8)
    yield nn.Sequential(nn.Linear(5, 4), nn.BatchNorm1d(4)), torch.rand(8, 5)
    yield nn.Sequential(nn.ReLU(), nn.BatchNorm1d(5)), torch.rand(8, 5)
    yield nn.BatchNorm1d(5), torch.rand(8, 5)


@pytest.mark.parametrize("optimize", [True, False])
def test_batchnorm_in_training_mode_is_exported_as_in_evaluation_mode(optimize):
    torch.manual_seed(0)
    for net, x in layers_with_batchnorm():
        for _ in range(3):
            net(3 * x + 1)
        found = results(quiet(net.train(), x, optimize=optimize), x)
        with torch.no_grad():
            assert torch.allclose(found, net.eval()(x), atol=1e-4)
            assert not torch.allclose(found, net.train()(x), atol=1e-2)


# Files


def test_one_file_or_two(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert inspect.signature(torch.onnx.export).parameters["external_data"].default is True
    program = exported(Net, 2, 1, 8, 8)
    program.save("saved.onnx")
    quiet(Net().eval(), torch.rand(2, 1, 8, 8), f="one.onnx", external_data=False)
    assert sorted(path.name for path in Path().iterdir()) == ["one.onnx", "saved.onnx"]
    quiet(nn.Linear(3, 2).eval(), torch.rand(1, 3), f="small.onnx")
    assert Path("small.onnx.data").stat().st_size == 0, "very small tensors stay"
    limit = round(onnx.checker.MAXIMUM_PROTOBUF / 1e9)
    told("onnx", limit, zh="单个 ONNX 文件不能超过 {} GB", en="a single ONNX file is limited to {} GB")


def test_another_opset():
    assert exported(Net, 2, 1, 8, 8, opset_version=18).model_proto.opset_import[0].version == 18
    told("onnx", 18, zh="`opset_version={}`", en="`opset_version={}`")


def test_a_file_without_metadata_runs():
    x, program = torch.rand(2, 1, 8, 8), quiet(Net().eval(), torch.rand(2, 1, 8, 8))
    before = results(program, x)
    for node in program.model.graph:
        node.metadata_props.clear()
    assert torch.equal(results(program, x), before)


def test_quantization_makes_a_file_smaller_and_changes_the_outputs(tmp_path):
    from onnxruntime.quantization import quantize_dynamic

    torch.manual_seed(0)
    net, x = nn.Linear(256, 256).eval(), torch.rand(2, 256)
    quiet(net, x).save(tmp_path / "net.onnx")
    error = {}
    for reduce_range in (True, False):
        quantize_dynamic(tmp_path / "net.onnx", tmp_path / "small.onnx", reduce_range=reduce_range)
        assert (tmp_path / "small.onnx").stat().st_size < (tmp_path / "net.onnx").stat().st_size / 2
        session = onnxruntime.InferenceSession(tmp_path / "small.onnx")
        (found,) = session.run(None, {session.get_inputs()[0].name: x.numpy()})
        error[reduce_range] = (torch.from_numpy(found) - net(x).detach()).abs().max().item()
    assert 1e-4 < error[True] < 0.02 and 1e-4 < error[False] < 0.3
    information = Path("/proc/cpuinfo")
    flags = information.read_text("utf-8") if information.exists() else ""
    if "avx2" in flags and "vnni" not in flags:
        assert error[False] > 5 * error[True], "sums overflow where the processor has no VNNI"
    told("onnx", zh="在没有 VNNI 指令的 x86 处理器上", en="On x86 processors without VNNI instructions")


# What forward() may do


def test_control_flow_that_can_be_exported():
    x = torch.rand(2, 3)
    where = quiet(Call(lambda x: torch.where(x.sum() > 0, x, -x)), x)
    assert operators(where) == ["ReduceSum", "Greater", "Neg", "Where"], "both results are computed"
    branch = quiet(Call(lambda x: torch.cond(x.sum() > 0, lambda x: x.clone(), lambda x: -x, (x,))), x)
    assert operators(branch)[-1] == "If"
    for value in (x, -x):
        for program in (where, branch):
            assert torch.equal(results(program, value), x)


def looped(x):
    for _ in range(x.shape[0]):
        x = torch.sin(x)
    return x


def test_a_loop_is_written_out():
    assert operators(quiet(Call(looped), torch.rand(3, 1))) == ["Sin"] * 3
    moved = Call(lambda x: looped(x.mT).mT)
    assert operators(quiet(moved, torch.rand(2, 3), dynamic_shapes=({0: "batch"},))).count("Sin") == 3, "along a fixed axis"
    message = "conflicts between user-specified ranges and inferred ranges"
    raises("onnx", message, lambda: quiet(Call(looped), torch.rand(3, 1), dynamic_shapes=({0: "batch"},)))
    told("onnx", zh="对大小可变的维做循环，导出会报错", en="over a dynamic dimension the export fails")
    assert "custom_translation_table" in inspect.signature(torch.onnx.export).parameters


def promised(x):
    total = x.sum().item()
    torch._check(total > 0)
    return 2 * x if total > 0 else x


def test_an_if_on_values_can_be_exported_once_its_outcome_is_promised():
    assert operators(quiet(Call(promised), torch.ones(2, 3))) == ["Mul"]
    told(
        "onnx",
        zh="取决于张量里的值的 Python `if`，通常会使导出失败",
        en="A Python `if` on the values in a tensor usually makes the export fail",
    )


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0, 3.0])
def test_the_answer_without_if(value):
    for x in (value * torch.randn(3, 2).sign(), torch.randn(4, 2) * value):
        assert torch.equal(Shrink()(x), ShrinkByClamp()(x))
    with pytest.raises(torch.onnx.OnnxExporterError):
        quiet(Shrink(), x)


# torch.export


def test_an_exported_program_runs_without_the_class_and_stays_in_its_mode(tmp_path):
    x = torch.rand(2, 1, 8, 8)
    program = torch.export.export(Net().eval(), (x,))
    with pytest.raises(NotImplementedError, match=re.escape("Calling eval() is not supported yet.")):
        program.module().eval()
    torch.export.save(program, tmp_path / "net.pt2")
    code = "import sys, torch\nnet = torch.export.load('net.pt2').module()\n"
    code += "print(*net(torch.zeros(2, 1, 8, 8)).shape, 'snippets' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.stdout == "2 10 False\n", done.stderr
    with pytest.raises(Exception, match="Could not guard on data-dependent expression"):
        torch.export.export(Call(lambda x: x if x.sum() > 0 else -x), (x,))
