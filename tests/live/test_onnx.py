"""The interpreter of the live LeNet: three programs run one file, and agree at every step; other files are refused in words.

torch with the weights beside the file, onnxruntime, and the JavaScript in the embedded engine and in Chromium. A control
with one weight changed by a thousandth must not agree.
"""

from __future__ import annotations

import base64
import hashlib
import random
import struct

import onnx
import onnxruntime
import pytest
import torch
from torch import nn
from torch.nn import functional

from snippets.digits.load import load_digits
from snippets.lenet.net import LeNet
from tests.helpers.told import told
from tools.base.js import Engine, JSError
from tools.base.project import ROOT
from tools.page.instruments import DIGITS, LIVE, MODEL, lenet, script
from tools.site.scripts import module, short

CLOSE = 1e-4
COUNT = 200
HARNESS = """
let model;
const load = (bytes) => { model = parse(new Uint8Array(bytes)); return model.nodes.map(({ operator }) => operator); };
const steps = (image) => run(model, { dims: [1, 1, 32, 32], data: Float32Array.from(image) }).map(({ value }) => [...value.data]);
const refused = (bytes) => {
  try { parse(new Uint8Array(bytes)); } catch (error) { return [error.constructor.name, error.kind, error.what]; }
};
const said = (kind, what) => ["zh", "en"].map((language) => problem({ kind, what, message: what }, language));
"""
BROWSER = """async ([place, images, script]) => {
  const { parse, run } = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })))
  const file = await fetch(place + "../downloads/lenet.onnx")
  const model = parse(new Uint8Array(await file.arrayBuffer()))
  const bytes = Uint8Array.from(atob(images), character => character.charCodeAt())
  const digits = new Float32Array(bytes.buffer)
  const found = []
  for (let at = 0; at < digits.length; at += 1024) {
    for (const { value } of run(model, { dims: [1, 1, 32, 32], data: digits.subarray(at, at + 1024) })) found.push(...value.data)
  }
  const raw = new Uint8Array(Float32Array.from(found).buffer)
  let text = ""
  for (let at = 0; at < raw.length; at += 32768) text += String.fromCharCode(...raw.subarray(at, at + 32768))
  return btoa(text)
}"""


@pytest.fixture(scope="module")
def held_out() -> tuple[torch.Tensor, torch.Tensor]:
    return load_digits(DIGITS.parent)[1]


@pytest.fixture(scope="module")
def digits(held_out) -> torch.Tensor:
    return held_out[0][:COUNT]


@pytest.fixture(scope="module")
def net() -> LeNet:
    net = LeNet()
    net.load_state_dict(torch.load(MODEL.with_suffix(".pt")))
    return net.eval()


@pytest.fixture(scope="module")
def engine() -> Engine:
    engine = Engine(short(script("lenet/lenet-view.js")) + HARNESS)
    engine.call("load", list(MODEL.read_bytes()))
    return engine


@torch.no_grad()
def torch_steps(net: LeNet, x: torch.Tensor) -> list[torch.Tensor]:
    """LeNet's forward(), each step by itself, each a row of numbers for each image."""
    found = []

    def keep(value: torch.Tensor) -> torch.Tensor:
        found.append(value.flatten(1))
        return value

    for conv in (net.conv1, net.conv2):
        x = keep(functional.max_pool2d(keep(functional.relu(keep(conv(x)))), 2))
    x = keep(torch.flatten(x, 1))
    for layer in (net.fc1, net.fc2):
        x = keep(functional.relu(keep(layer(x))))
    keep(net.fc3(x))
    return found


def furthest(left: list[torch.Tensor], right: list[torch.Tensor]) -> float:
    assert [value.shape for value in left] == [value.shape for value in right]
    return max((one - other).abs().max().item() for one, other in zip(left, right, strict=True))


@pytest.fixture(scope="module")
def expected(net, digits) -> list[torch.Tensor]:
    return torch_steps(net, digits)


@pytest.fixture(scope="module")
def ours(engine, digits) -> list[torch.Tensor]:
    answers = [engine.call("steps", digit.flatten().tolist()) for digit in digits]
    return [torch.tensor(step) for step in zip(*answers, strict=True)]


# The same numbers


def test_the_steps_are_the_whole_of_the_network(net, digits, expected):
    with torch.no_grad():
        assert torch.equal(expected[-1], net(digits))
    assert len(expected) == 12


def test_javascript_and_torch_agree_at_every_step(ours, expected):
    assert furthest(ours, expected) < CLOSE


def test_javascript_and_onnxruntime_agree_at_every_step(ours, digits):
    model = onnx.load(MODEL)
    names = [node.output[0] for node in model.graph.node]
    del model.graph.output[:]
    model.graph.output.extend(onnx.helper.make_empty_tensor_value_info(name) for name in names)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    found = [torch.from_numpy(value).flatten(1) for value in session.run(names, {"image": digits.numpy()})]
    assert furthest(ours, found) < CLOSE


def test_the_control_with_one_weight_changed_does_not_agree(engine, net, digits, expected):
    wrong = LeNet()
    wrong.load_state_dict(net.state_dict())
    with torch.no_grad():
        wrong.conv1.weight[0, 0, 2, 2] += 1e-3
    assert furthest(torch_steps(wrong, digits[:20]), [step[:20] for step in expected]) > CLOSE


def test_chromium_agrees_at_every_step(open_page, home, digits, expected):
    tab = open_page(f"{home}en/")
    found: list[list[torch.Tensor]] = []
    sizes = [step.shape[1] for step in expected]
    for part in digits.split(20):
        raw = base64.b64encode(part.numpy().tobytes()).decode()
        data = base64.b64decode(tab.evaluate(BROWSER, [f"{home}en/", raw, module(LIVE / "lenet/onnx.js")]))
        values = torch.frombuffer(bytearray(data), dtype=torch.float32).reshape(len(part), sum(sizes))
        found.append(list(values.split(sizes, 1)))
    assert furthest([torch.cat(step) for step in zip(*found, strict=True)], expected) < CLOSE


# What the page says of it


def test_it_reads_1971_of_2000_digits_that_it_has_not_seen(net, held_out):
    x, target = held_out
    with torch.no_grad():
        right = (net(x).argmax(1) == target).sum().item()
    told(
        "handwriting",
        len(x),
        right,
        zh="没有用来训练的 {:,} 张，它认对 {:,} 张",
        en="Of {:,} digits that were not used for training, the network reads {:,} correctly",
    )
    count, side = sum(weight.numel() for weight in net.parameters()), int((net.fc1.in_features / 16) ** 0.5)
    told("handwriting", count, zh="{:,} 个参数，正在你的浏览器里运行", en="its {:,} parameters, running in your browser")
    told("handwriting", side, side, zh="`fc1` 对 {}×{} 特征图的每个位置", en="for each position in the {}×{} maps")
    for language in ("zh", "en"):
        assert str(right) in lenet()[language].replace(",", "")


@torch.no_grad()
def test_seven_pixels_further_right_it_reads_627_and_its_wrong_answers_have_73_percent(net, held_out):
    x, target = held_out
    chances, answers = net(functional.pad(x, (7, -7, 0, 0))).softmax(1).max(1)
    right, sure = (answers == target).sum().item(), chances[answers != target].mean().item()
    told("handwriting", right, zh="右移 7 个像素之后，只认对 {} 张", en="to the right by 7 pixels, it reads {} correctly")
    told("handwriting", sure, zh="错误答案的概率平均还有 {:.0%}", en="still have a probability of {:.0%} on average")


def test_of_the_digits_to_choose_from_the_first_ten_are_read_and_the_others_are_not(engine, net, held_out):
    x, target = held_out
    chosen = engine.call("eval", "DIGITS")
    index, labels = (torch.tensor(part) for part in zip(*chosen, strict=True))
    with torch.no_grad():
        right = net(x[index]).argmax(1) == target[index]
    assert torch.equal(labels, target[index])
    assert right.tolist() == [True] * 10 + [False] * 10
    data = lenet()["files"]["lenet-digits.bin"]
    images = torch.frombuffer(bytearray(data), dtype=torch.uint8).reshape(20, 1, 28, 28) / 255
    assert torch.equal(functional.pad(images, (2, 2, 2, 2)), x[index])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_names_the_file_with_its_hash_and_size(language):
    data = MODEL.read_bytes()
    assert hashlib.sha256(data).hexdigest() in lenet()[language]
    assert f"{len(data):,}" in lenet()[language]


def test_the_published_model_holds_all_of_its_weights_and_no_path():
    data = MODEL.read_bytes()
    assert b"stack_trace" not in data and b".onnx.data" not in data and str(ROOT).encode() not in data
    assert sum(len(weight.raw_data) for weight in onnx.load(MODEL).graph.initializer) == 4 * 61_706 + 16


@torch.no_grad()
def test_centring_decides_whether_a_drawing_is_read(engine, net, held_out):
    """Digits as a reader might write them: anywhere on the sheet, and of any size."""
    draw = random.Random(0)
    x, target = held_out
    right = {"centred": 0, "shrunk": 0}
    for at in range(0, 2000, 20):
        size = draw.randint(40, 100)
        left, top = (draw.randint(0, 112 - size) for _ in range(2))
        ink = torch.zeros(112, 112)
        written = functional.interpolate(x[at, None, :, 4:28, 4:28], size, mode="bilinear")
        ink[top : top + size, left : left + size] = written[0, 0]
        for way, arguments in (("centred", []), ("shrunk", [[0, 0]])):
            image = engine.call(f"((...all) => [...{way}(...all)])", ink.flatten().tolist(), *arguments)
            right[way] += (net(torch.tensor(image).reshape(1, 1, 32, 32)).argmax() == target[at]).item()
    assert right["centred"] >= 93 and right["shrunk"] <= 75, right


def test_the_patch_behind_a_number_is_where_its_gradient_goes(engine, net, held_out):
    draw = random.Random(1)
    engine.call("eval", "globalThis.all = rows(model, new Float32Array(1024).fill(0.5)), 0")
    rows = engine.call("eval", "all.map(({ dims, operator }) => [dims, operator])")
    for _ in range(60):
        row = draw.randrange(1, len(rows))
        cell = [draw.randrange(size) for size in rows[row][0]]
        found = engine.call("((row, cell) => patches(all, row, cell).map(([at, box]) => box))", row, cell)
        assert found[0] == [[at, at + 1] for at in cell]
        x = torch.rand(1, 1, 32, 32, requires_grad=True)
        smooth = linear_steps(net, x)
        smooth[row].reshape(rows[row][0])[tuple(cell)].backward()
        at = x.grad[0].nonzero()
        low, high = at.min(0).values.tolist(), (at.max(0).values + 1).tolist()
        assert found[-1] == [list(pair) for pair in zip(low, high, strict=True)], (row, cell)


def linear_steps(net: LeNet, x: torch.Tensor) -> list[torch.Tensor]:
    """LeNet with a mean for each maximum, no ReLU and weights of 1: gradients go wherever they can."""
    found = [x]
    for channels in (6, 16):
        conv = functional.conv2d(found[-1], torch.ones(channels, found[-1].shape[1], 5, 5))
        found += [conv, conv * 1, functional.avg_pool2d(conv, 2)]
    flat = found[-1].flatten(1)
    for size in (120, 84, 10):
        flat = functional.linear(flat, torch.ones(size, flat.shape[1]))
        found += [flat, flat * 1]
    return found


# Files that are no such model


def export(module: nn.Module, *shape: int) -> bytes:
    program = torch.onnx.export(module.eval(), (torch.rand(shape),), dynamo=True, verbose=False)
    return program.model_proto.SerializeToString()


def test_a_file_cut_anywhere_is_said_to_be_cut(engine):
    data = list(MODEL.read_bytes())
    draw = random.Random(2)
    cuts = [1, 2, 5, 100, 5_000, *(draw.randrange(6, len(data)) for _ in range(12)), len(data) - 9, len(data) - 1]
    kinds = {cut: engine.call("refused", data[:cut]) for cut in cuts}
    assert {cut: refused for cut, refused in kinds.items() if refused is None or refused[:2] != ["ModelError", "truncated"]} == {}


@pytest.mark.parametrize(
    "data", [b"", b"<!doctype html><title>404</title>", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"\x08\x0e" + b"\xff" * 40]
)
def test_a_file_of_another_kind_is_said_to_be_foreign(engine, data):
    assert engine.call("refused", list(data))[1] == "foreign"


def test_what_it_cannot_compute_is_named(engine):
    model = onnx.load(MODEL)
    model.graph.node[1].op_type = "Selu"
    model.graph.node[4].op_type = "Elu"
    assert engine.call("refused", list(model.SerializeToString()))[1:] == ["operator", "Selu, Elu"]
    model = onnx.load(MODEL)
    next(each for each in model.graph.node[0].attribute if each.name == "group").i = 2
    assert engine.call("refused", list(model.SerializeToString()))[1:] == ["operator", "Conv(group=2)"]
    model = onnx.load(MODEL)
    model.graph.initializer[0].data_type = onnx.TensorProto.DOUBLE
    assert engine.call("refused", list(model.SerializeToString()))[1:] == ["type", "conv1.weight: 11"]
    model = onnx.load(MODEL)
    model.graph.initializer[1].raw_data = struct.pack("<f", 1.0)
    assert engine.call("refused", list(model.SerializeToString()))[1:] == ["broken", "conv1.bias"]
    model = onnx.load(MODEL)
    model.graph.initializer[0].data_location = onnx.TensorProto.EXTERNAL
    assert engine.call("refused", list(model.SerializeToString()))[1:] == ["external", "conv1.weight"]


@pytest.mark.parametrize("kind", ["fetch", "foreign", "truncated", "broken", "external", "type", "operator", "changed"])
def test_every_refusal_has_its_words_in_both_languages(engine, kind):
    zh, en = engine.call("said", kind, "conv1.weight")
    assert zh != en and len(zh) > 5 and len(en) > 15
    assert ("conv1.weight" in zh) == ("conv1.weight" in en) == (kind in ("fetch", "broken", "external", "type", "operator"))


def test_an_error_of_the_browser_is_shown_as_it_is(engine):
    with pytest.raises(JSError):
        engine.call("load", [1])
    zh, en = engine.call("((error) => ['zh', 'en'].map((language) => problem(error, language)))", {"message": "Failed to fetch"})
    assert zh.endswith("Failed to fetch") and en.endswith("Failed to fetch")


@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_another_network_of_such_layers_runs_too(engine):
    """Padding, another stride, a kernel that is no square: the file decides, not the interpreter."""
    torch.manual_seed(0)
    net = nn.Sequential(
        nn.Conv2d(1, 3, (3, 5), stride=2, padding=(1, 2)),
        nn.ReLU(),
        nn.MaxPool2d(3, 2, padding=1),
        nn.Flatten(),
        nn.Linear(192, 7),
    )
    other = Engine(script("lenet/lenet-view.js") + HARNESS)
    other.call("load", list(export(net, 1, 1, 32, 32)))
    x = torch.rand(1, 1, 32, 32)
    with torch.no_grad():
        assert torch.allclose(torch.tensor(other.call("steps", x.flatten().tolist())[-1]), net(x)[0], atol=CLOSE)
