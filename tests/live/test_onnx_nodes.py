"""Random nodes of each operator that the live LeNet's interpreter knows: it gives what onnxruntime gives, or refuses by name.

The nodes are of the file format, not of torch: pads on one side, strides of two kinds, two images, a Gemm that transposes. What
is refused must have a setting that the interpreter does not know; what has none must run.
"""

from __future__ import annotations

import random

import numpy as np
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from tools.base.js import Engine
from tools.page.instruments import script

HARNESS = """
const steps = (bytes, dims, data) => {
  try {
    const model = parse(new Uint8Array(bytes));
    return run(model, { dims, data: Float32Array.from(data) }).map(({ value }) => [[...value.dims], [...value.data]]);
  } catch (error) { return [error.constructor.name, error.kind, error.what]; }
};
const box = (bytes, ...more) => behind(parse(new Uint8Array(bytes)).nodes[0], ...more);
"""
CASES = 60
"""Of each operator."""


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(script("lenet/onnx.js") + HARNESS)


def model(operator: str, x: np.ndarray, weights: dict[str, np.ndarray], outputs: int = 1, **attributes) -> bytes:
    """One node in a file."""
    names = [f"y{number}" for number in range(outputs)]
    node = helper.make_node(operator, ["x", *weights], names, **attributes)
    graph = helper.make_graph(
        [node],
        "one",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, x.shape)],
        [helper.make_empty_tensor_value_info(names[0])],
        [numpy_helper.from_array(value, name) for name, value in weights.items()],
    )
    opset = helper.make_opsetid("", 18)
    return helper.make_model(graph, opset_imports=[opset], ir_version=10).SerializeToString()


def numbers(draw: random.Random, *shape: int) -> np.ndarray:
    """Also negative ones; a ReLU or a maximum of positive ones proves little."""
    return np.array([draw.uniform(-2, 1) for _ in range(int(np.prod(shape)))], np.float32).reshape(shape)


def some(draw: random.Random, **settings) -> dict:
    """Each of these in one case of three, else it is not written."""
    return {name: value for name, value in settings.items() if draw.random() < 1 / 3}


def conv(draw: random.Random) -> tuple:
    groups = draw.choice([1, 1, 1, 1, 2])
    window = [draw.randint(1, 3), draw.randint(1, 4)]
    weights = {"w": numbers(draw, 2 * draw.randint(1, 2), 2 // groups, *window)}
    if draw.random() < 2 / 3:
        weights["b"] = numbers(draw, len(weights["w"]))
    settings = some(
        draw,
        strides=[draw.randint(1, 3), draw.randint(1, 3)],
        pads=[draw.randint(0, 2) for _ in range(4)],
        kernel_shape=window,
        dilations=draw.choice([[1, 1], [1, 1], [1, 2], [2, 1]]),
    )
    if "pads" not in settings:
        settings |= some(draw, auto_pad=draw.choice(["NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID"]))
    if groups > 1:
        settings["group"] = groups
    return numbers(draw, draw.randint(1, 2), 2, draw.randint(7, 9), draw.randint(8, 10)), weights, settings


def max_pool(draw: random.Random) -> tuple:
    window = [draw.randint(2, 3), draw.randint(2, 4)]
    settings = {"kernel_shape": window} | some(
        draw,
        strides=[draw.randint(1, 3), draw.randint(1, 3)],
        pads=[draw.randint(0, 1) for _ in range(4)],
        ceil_mode=draw.randint(0, 1),
        dilations=draw.choice([[1, 1], [1, 2]]),
    )
    return numbers(draw, draw.randint(1, 2), draw.randint(1, 3), draw.randint(6, 9), draw.randint(6, 9)), {}, settings


def gemm(draw: random.Random) -> tuple:
    inputs, outputs, batch = draw.randint(1, 5), draw.randint(1, 5), draw.randint(1, 3)
    settings = some(draw, transA=draw.randint(0, 1), alpha=draw.choice([1.0, 0.5]), beta=draw.choice([1.0, 2.0]))
    settings["transB"] = draw.choice([1, 1, 1, 0])
    weights = {"w": numbers(draw, *((outputs, inputs) if settings["transB"] else (inputs, outputs)))}
    if draw.random() < 2 / 3:
        weights["b"] = numbers(draw, *draw.choice([(outputs,), (outputs,), (1, outputs), (1,), (batch, 1)]))
    x = numbers(draw, *((inputs, batch) if settings.get("transA") else (batch, inputs)))
    return x, weights, settings


def reshape(draw: random.Random) -> tuple:
    shape = draw.choice([[2, -1], [-1, 12], [0, -1], [4, 3, 0], [2, 2, 6], [0, 0, 2]])
    return numbers(draw, 2, 3, 4), {"shape": np.array(shape, np.int64)}, some(draw, allowzero=1)


def flatten(draw: random.Random) -> tuple:
    return numbers(draw, draw.randint(1, 3), 2, 3), {}, some(draw, axis=draw.choice([1, 1, 0, 2]))


def relu(draw: random.Random) -> tuple:
    return numbers(draw, draw.randint(1, 2), 3, 4), {}, {}


DRAWN = {"Conv": conv, "MaxPool": max_pool, "Gemm": gemm, "Reshape": reshape, "Flatten": flatten, "Relu": relu}
ODD = {
    "group": lambda value: value > 1,
    "auto_pad": lambda value: value != "NOTSET",
    "dilations": lambda value: max(value) > 1,
    "ceil_mode": bool,
    "transA": bool,
    "transB": lambda value: not value,
    "alpha": lambda value: value != 1,
    "beta": lambda value: value != 1,
    "axis": lambda value: value != 1,
}
"""The settings that it says not to know."""


def may_refuse(weights: dict[str, np.ndarray], settings: dict) -> bool:
    if settings.get("allowzero"):
        return 0 in weights["shape"]
    odd = any(name in ODD and ODD[name](value) for name, value in settings.items())
    return odd or ("b" in weights and weights["b"].shape != weights["w"].shape[:1])


@pytest.mark.parametrize("operator", DRAWN)
def test_a_random_node_gives_what_onnxruntime_gives_or_is_refused_by_name(engine, operator):
    draw, ran = random.Random(operator), 0
    for case in range(CASES):
        x, weights, settings = DRAWN[operator](draw)
        file = model(operator, x, weights, **settings)
        try:
            (expected,) = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"]).run(None, {"x": x})
        except Exception:  # no model at all: nothing to agree with
            continue
        given = engine.call("steps", list(file), list(x.shape), x.flatten().tolist())
        what = f"{operator} {case}: {settings} {[value.shape for value in weights.values()]} {x.shape}"
        if given[0] == "ModelError":
            assert given[1] == "operator" and given[2].startswith(f"{operator}("), (what, given)
            assert may_refuse(weights, settings), (what, given)
            continue
        ((dims, data),) = given
        assert dims == list(expected.shape), what
        np.testing.assert_allclose(np.array(data), expected.flatten(), atol=1e-5, err_msg=what)
        ran += 1
    assert ran >= CASES // 6, f"{operator}: {ran} of {CASES} ran"


@pytest.mark.parametrize(
    ("operator", "shape", "weights", "settings", "outputs"),
    [
        ("Conv", (1, 2, 9), {"w": (2, 2, 3)}, {}, 1),
        ("Conv", (1, 1, 5, 5, 5), {"w": (1, 1, 2, 2, 2)}, {}, 1),
        ("MaxPool", (1, 2, 9), {}, {"kernel_shape": [2]}, 1),
        ("MaxPool", (1, 1, 6, 6), {}, {"kernel_shape": [2, 2]}, 2),
        ("Conv", (1, 1, 6, 6), {"w": (1, 1, 3, 3)}, {"pads": [0, -1, 0, 0]}, 1),
    ],
)
def test_what_has_other_axes_pads_or_outputs_is_refused_by_name(engine, operator, shape, weights, settings, outputs):
    draw = random.Random(0)
    x, weights = numbers(draw, *shape), {name: numbers(draw, *size) for name, size in weights.items()}
    given = engine.call("steps", list(model(operator, x, weights, outputs, **settings)), list(x.shape), x.flatten().tolist())
    assert given[:2] == ["ModelError", "operator"] and given[2].startswith(f"{operator}("), given


def test_a_file_whose_parts_do_not_meet_is_broken(engine):
    x = numbers(random.Random(0), 1, 4)
    file = model("Relu", x, {}).replace(b"\x01x", b"\x01z", 1)  # the node asks for z
    assert engine.call("steps", list(file), [1, 4], x.flatten().tolist()) == ["ModelError", "broken", "z"]


@pytest.mark.parametrize("operator", ["Conv", "MaxPool"])
def test_the_box_behind_a_value_is_what_the_value_depends_on(engine, operator):
    """Pads, strides and windows of two kinds: an element outside of the box changes nothing, each inside of it does."""
    draw, tried = random.Random(7), 0
    while tried < 12:
        x, weights, settings = DRAWN[operator](draw)
        if may_refuse(weights, settings):
            continue
        settings["kernel_shape"] = settings.get("kernel_shape", [*weights.get("w", np.zeros((1, 1, 1, 1))).shape[2:]])
        file = model(operator, x, weights, **settings)
        session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
        (before,) = session.run(None, {"x": x})
        at = [draw.randrange(size) for size in before.shape[1:]]
        box = engine.call("box", list(file), [[index, index + 1] for index in at], list(x.shape[1:]))
        inside = np.zeros(x.shape[1:], bool)
        inside[tuple(slice(*sides) for sides in box)] = True
        for index in np.ndindex(inside.shape):
            other = x.copy()
            other[0, *index] += 100  # more than any maximum
            (after,) = session.run(None, {"x": other})
            assert (after[0, *at] != before[0, *at]) == inside[index], (settings, at, box, index)
        tried += 1
