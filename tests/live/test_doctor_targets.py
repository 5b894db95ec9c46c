"""The doctor's advice about losses, types and names against torch itself, like test_doctor_shapes.py."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import numpy as np
import pytest
import torch
from torch import nn

from tests.helpers.doctor import Case, engine, prove

COUNT = 240
Draw = random.Random


def compared(names):
    return names["criterion"](names["output"], names["target"])


def batches(draw: Draw) -> Case:
    kind = draw.choice(["rows", "merged", "cut", "steps"])
    samples, classes = pick(draw, 2, 9), pick(draw, 2, 9)
    target = torch.zeros(samples, dtype=torch.long)
    if kind == "steps":
        steps = pick(draw, 2, 6)
        target = torch.zeros(samples * steps, dtype=torch.long)
        names = {"output": torch.zeros(samples, steps, classes), "target": target, "criterion": nn.CrossEntropyLoss()}
        return Case(compared, names, planted=kind)
    x = torch.zeros(samples, 4, 6, 6)
    per = 144
    width = {"rows": per // draw.choice([2, 3, 4, 9]), "merged": per * samples, "cut": 96}[kind]
    if kind == "cut" and samples * per % width:
        samples = 4
        x, target = torch.zeros(samples, 4, 6, 6), torch.zeros(samples, dtype=torch.long)
    names = {"x": x, "first": x, "layer": nn.Linear(width, classes), "target": target}

    def run(names):
        rows = names["x"].view(-1, width) if names["x"].dim() > 2 else names["x"]
        return nn.functional.cross_entropy(names["layer"](rows), names["target"])

    return Case(run, names, planted=kind)


def pick(draw: Draw, low: int, high: int) -> int:
    return draw.randint(low, high)


def labels(draw: Draw) -> Case:
    kind = draw.choice(["ignored", "one", "from-one", "more"])
    samples = pick(draw, 3, 9)
    classes = {
        "ignored": pick(draw, 2, 9),
        "one": 1,
        "from-one": draw.choice([5, 10, 20, 100]),
        "more": draw.choice([3, 7, 9, 12]),
    }[kind]
    target = torch.zeros(samples, dtype=torch.long)
    target[-1] = {"ignored": draw.choice([-1, 255]), "one": 1, "from-one": classes, "more": classes}[kind]
    if kind == "from-one":
        target[:-1] = 1
    x = torch.zeros(samples, 4)
    layer = nn.Linear(4, classes)
    names = {"x": x, "layer": layer, "criterion": nn.CrossEntropyLoss(), "target": target}

    def run(names):
        if "loss" in names:
            return names["loss"]
        names["output"] = names["layer"](names["x"])
        return compared(names)

    return Case(run, names, lambda out_features: nn.Linear(4, out_features), planted=kind)


def sizes(draw: Draw) -> Case:
    kind = draw.choice(["output", "target", "channel", "classes", "reshape"])
    samples, side = pick(draw, 2, 9), pick(draw, 3, 8)
    output, target = {
        "output": ((samples, 1), (samples,)),
        "target": ((samples,), (samples, 1)),
        "channel": ((samples, 1, side, side), (samples, side, side)),
        "classes": ((samples, side), (samples,)),
        "reshape": ((samples, side), (samples, 1, side)),
    }[kind]
    criterion = nn.BCEWithLogitsLoss() if kind == "classes" or draw.random() < 0.6 else nn.BCELoss()
    names = {"output": torch.full(output, 0.5), "target": torch.zeros(target), "criterion": criterion}
    return Case(lambda names: names.get("loss", None) if "loss" in names else compared(names), names, planted=kind)


def dense(draw: Draw) -> Case:
    kind = draw.choice(["channel", "one-hot", "image", "resize", "steps", "weight"])
    samples, classes, side = pick(draw, 2, 5), pick(draw, 2, 6), pick(draw, 4, 8)
    output, target = torch.zeros(samples, classes, side, side), torch.zeros(samples, side, side, dtype=torch.long)
    criterion = nn.CrossEntropyLoss()
    if kind == "channel":
        target = target[:, None]
    elif kind == "one-hot":
        target = nn.functional.one_hot(target, classes + 1).movedim(-1, 1)[:, :classes]
        output = output[:, :, :-1]
        target = target[:, :, :-1]
        criterion = nn.NLLLoss()
    elif kind == "image":
        target = target[:, 0, 0]
    elif kind == "resize":
        output = torch.zeros(samples, classes, side + 1, side + 2)
    elif kind == "steps":
        output, target = torch.zeros(samples, side + 6, classes), torch.zeros(samples, side + 6, dtype=torch.long)
    else:
        weight = torch.ones(classes + 1)
        names = {"output": output[:, :, 0, 0], "target": target[:, 0, 0], "weight": weight}
        return Case(
            lambda names: nn.functional.cross_entropy(names["output"], names["target"], names["weight"]), names, planted=kind
        )
    return Case(compared, {"output": output, "target": target, "criterion": criterion}, planted=kind)


TYPES = [torch.float64, torch.float16, torch.int64, torch.int32, torch.uint8, torch.bool]


def types(draw: Draw) -> Case:
    kind = draw.choice(
        ["linear", "conv", "conv-free", "lstm", "net", "target", "bce", "embedding", "gelu", "mean", "index", "matmul"]
    )
    given = draw.choice(TYPES)
    x = torch.zeros(2, 3, dtype=given)
    images = torch.zeros(2, 3, 4, 4, dtype=given)

    def run(names):
        return names["net"](names["x"])

    if kind == "linear":
        return Case(run, {"x": x, "net": nn.Linear(3, 2)}, planted=f"{kind} {given}")
    if kind in ("conv", "conv-free"):
        return Case(
            run,
            {"x": images.to(torch.float64) if kind != "conv" else images, "net": nn.Conv2d(3, 2, 1, bias=kind == "conv")},
            planted=f"{kind} {given}",
        )
    if kind == "lstm":
        return Case(lambda names: run(names)[0], {"x": x, "net": nn.LSTM(3, 2)}, planted=f"{kind} {given}")
    if kind == "net":
        return Case(run, {"x": x.float(), "net": nn.Linear(3, 2).double()}, planted=kind)
    if kind == "target":
        wrong = torch.zeros(2, dtype=draw.choice([torch.float32, torch.float64, torch.int32]))
        return Case(compared, {"output": torch.zeros(2, 3), "target": wrong, "criterion": nn.CrossEntropyLoss()}, planted=kind)
    if kind == "bce":
        wrong = torch.zeros(2, 3, dtype=draw.choice([torch.float64, torch.int64]))
        return Case(compared, {"output": torch.full((2, 3), 0.5), "target": wrong, "criterion": nn.BCELoss()}, planted=kind)
    if kind == "embedding":
        wrong = torch.zeros(2, 3, dtype=draw.choice([torch.float32, torch.float64]))
        return Case(run, {"x": wrong, "net": nn.Embedding(3, 2)}, planted=kind)
    if kind in ("gelu", "mean"):
        wrong = torch.zeros(2, 3, dtype=draw.choice([torch.int64, torch.int32]))
        return Case(run, {"x": wrong, "net": nn.GELU() if kind == "gelu" else torch.mean}, planted=kind)
    if kind == "index":
        return Case(lambda names: torch.zeros(3)[names["index"]], {"index": torch.zeros(2)}, planted=kind)
    return Case(lambda names: names["x"] @ torch.zeros(3, 2), {"x": torch.zeros(2, 3, dtype=torch.float64)}, planted=kind)


def names_of_things(draw: Draw) -> Case:
    kind = draw.choice(["parallel", "next", "list", "tuple", "array", "item", "scalar"])
    size = pick(draw, 2, 9)
    if kind == "parallel":
        net = nn.DataParallel(nn.Sequential())
        net.module.fc = nn.Linear(size, 2)
        return Case(lambda names: names.get("layer") or net.fc, {"net": net}, planted=kind)
    if kind == "list":
        return Case(lambda names: names["x"].shape, {"x": [torch.zeros(size)] * 2}, planted=kind)
    if kind == "tuple":
        return Case(lambda names: names["x"].shape, {"x": nn.LSTM(size, 2)(torch.zeros(3, size))}, planted=kind)
    if kind == "array":
        return Case(lambda names: names["x"].unsqueeze(0), {"x": np.zeros(size)}, planted=kind)
    if kind == "scalar":
        return Case(lambda names: names["x"].item(), {"x": torch.zeros(size)}, planted=kind)
    if kind == "next":
        loader = torch.utils.data.DataLoader(torch.zeros(size, 2))
        return Case(lambda names: iter(loader).next() if "y" not in names else names["y"], {}, planted=kind)
    return Case(lambda names: torch.zeros(()).item().item() if "y" not in names else 0, {}, planted=kind)


# one message for two mistakes, that the numbers do not tell apart: the share that is drawn of the rarer one
KINDS: list[tuple[Callable[[Draw], Case], float]] = [(batches, 0.7), (labels, 0.97), (sizes, 0.97), (dense, 0.8), (types, 0.97)]


def drawn(make: Callable[[Draw], Case], seed: int = 7) -> Iterator[Case]:
    draw = random.Random(seed)
    return (make(draw) for _ in range(COUNT))


@pytest.mark.parametrize(("make", "first"), KINDS, ids=lambda each: getattr(each, "__name__", ""))
def test_the_advice_makes_wrong_losses_and_types_run(make, first):
    prove(drawn(make), first=first, told=make.__name__)


@pytest.mark.parametrize(
    ("wrong", "cause"),
    [
        (lambda: nn.DataParallel(nn.Sequential()).fc, "wrapped"),
        (lambda: iter(torch.utils.data.DataLoader(torch.zeros(3))).next(), "next"),
        (lambda: nn.Linear(2, 2).state_dict().eval(), "state"),
        (lambda: [torch.zeros(2)].to("cpu"), "list-tensor"),
        (lambda: [nn.Linear(2, 2)].parameters(), "list-modules"),
        (lambda: nn.LSTM(2, 2)(torch.zeros(3, 2)).shape, "tuple"),
        (lambda: torch.zeros(()).item().backward(), "number"),
        (lambda: np.zeros(3).unsqueeze(0), "array"),
        (lambda: nn.Linear(2, 2).weight.grad.zero_(), "no-gradient"),
        (lambda: torch.zeros(3).append(1), "tensor-method"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_name_that_is_not_there_is_explained(wrong, cause, language):
    with pytest.raises(AttributeError) as raised:
        wrong()
    first, *_ = engine(language).call("tell", f"AttributeError: {raised.value}")
    assert first["cause"] == cause and "{" not in first["say"]


def test_a_tensor_that_cannot_be_allocated_is_weighed():
    with pytest.raises(RuntimeError) as raised:
        torch.empty(10**14)
    (told,) = engine().call("tell", f"RuntimeError: {raised.value}")
    assert "372529.0 GiB" in told["say"] and "100,000,000,000,000" in told["say"]


@pytest.mark.parametrize(
    ("assertion", "cause"),
    [
        ("t >= 0 && t < n_classes", "classes"),
        ("srcIndex < srcSelectDimSize", "index"),
        ('-sizes[i] <= index && index < sizes[i] && "index out of bounds"', "index"),
        ("input_val >= zero && input_val <= one", "range"),
        ("something_else", "other"),
    ],
)
def test_the_assertion_of_a_gpu_is_read_from_the_lines_above(assertion, cause):
    """Quoted, not made here: without a GPU there is none."""
    line = f"../aten/src/ATen/native/cuda/Loss.cu:250: kernel: block: [0,0,0], thread: [4,0,0] Assertion `{assertion}` failed.\n"
    ending = "Traceback (most recent call last):\nRuntimeError: CUDA error: device-side assert triggered\n"
    (told,) = engine().call("tell", line * 50 + ending)
    assert told["cause"] == cause and assertion in told["say"]
    (told,) = engine().call("tell", ending)
    assert told["cause"] == "unknown"
