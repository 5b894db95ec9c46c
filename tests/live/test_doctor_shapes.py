"""The doctor's advice about shapes against torch itself: it makes the message, the advice is applied, and the network runs.

DOCTOR_NETWORKS=2000 makes more wrong networks of each kind.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator

import pytest
import torch
from torch import nn

from tests.helpers.doctor import Case, prove

COUNT = int(os.environ.get("DOCTOR_NETWORKS", "240"))
Draw = random.Random


def layer_on_x(names):
    return names["layer"](names["x"])


def pick(draw: Draw, low: int, high: int, *but: int) -> int:
    return draw.choice([number for number in range(low, high + 1) if number not in but])


def matrices(draw: Draw) -> Case:
    samples, out = pick(draw, 2, 9), pick(draw, 2, 12)
    kind = draw.choice(["network", "unflattened", "batch-too", "plain"])
    if kind == "plain":
        got = pick(draw, 2, 128)
        x, layer = torch.zeros(pick(draw, 1, 64), got), nn.Linear(pick(draw, 2, 512, got), out)
        return Case(layer_on_x, {"x": x, "layer": layer}, None, (len(x), out), "", kind)
    if kind == "network":
        depth, side = draw.choice([4, 6, 8, 16]), pick(draw, 8, 20)
        features = nn.Sequential(nn.Conv2d(1, depth, draw.choice([3, 5])), nn.MaxPool2d(2), nn.Flatten())
        x = features(torch.zeros(samples, 1, side, side))
        layer = nn.Linear(depth * (pick(draw, 4, 12, round((x.shape[1] / depth) ** 0.5)) ** 2), out)
    else:
        depth, side = pick(draw, 1, 4), pick(draw, 4, 14)
        x = torch.zeros(samples, depth, side, side)
        layer = nn.Linear(depth * side * side, out)
        if kind == "batch-too":
            return Case(lambda names: names["layer"](once(names)), {"x": x, "layer": layer}, None, (samples, out), "", kind)
    return Case(layer_on_x, {"x": x, "layer": layer}, None, (samples, out), "", kind)


def once(names):
    """The wrong line, torch.flatten(x), until the reader's right one has made rows of x."""
    return names["x"].flatten() if names["x"].dim() > 2 else names["x"]


def channels(draw: Draw) -> Case:
    out, side, samples = pick(draw, 2, 6), pick(draw, 9, 30), pick(draw, 5, 12)
    kind = draw.choice(["last", "last-one", "batch", "colour", "grey", "rgba", "layer", "turned", "signal", "volume", "groups"])
    kernel = draw.choice([1, 3, 5])
    if kind in ("last", "last-one"):
        depth = draw.choice([1, 3])
        shape = (side, side + 1, depth)
        x = torch.zeros(samples, *shape) if kind == "last" else torch.zeros(shape)
        return Case(layer_on_x, {"x": x, "layer": nn.Conv2d(depth, out, kernel)}, planted=kind)
    if kind in ("layer", "turned", "volume", "signal"):
        got = pick(draw, 1, 20)
        want = pick(draw, 2, 20, got)
        dims = {"signal": 1, "volume": 3}.get(kind, 2)
        make = getattr(nn, f"Conv{'Transpose' if kind == 'turned' else ''}{dims}d")
        x = torch.zeros(samples, got, *[(16, 16, 17)[number] for number in range(dims)])
        shape = {"layer": (samples, out, 17 - kernel, 17 - kernel)}.get(kind)
        return Case(layer_on_x, {"x": x, "layer": make(want, out, kernel)}, shape=shape, planted=kind)
    if kind == "groups":
        groups = draw.choice([2, 3])
        got, want = groups * pick(draw, 2, 3), groups * 5
        x = torch.zeros(samples, got, side, side + 1)
        return Case(layer_on_x, {"x": x, "layer": nn.Conv2d(want, groups * out, kernel, groups=groups)}, planted=kind)
    depth, want = {"batch": (0, 1), "colour": (draw.choice([3, 4]), 1), "grey": (1, 3), "rgba": (4, 3)}[kind]
    x = torch.zeros(samples, depth, side, side + 1) if depth else torch.zeros(samples, side, side + 1)
    shape = (samples, out, side + 1 - kernel, side + 2 - kernel)
    return Case(layer_on_x, {"x": x, "layer": nn.Conv2d(want, out, kernel)}, shape=shape, planted=kind)


def dimensions(draw: Draw) -> Case:
    side, samples = pick(draw, 6, 20), pick(draw, 2, 9)
    kind = draw.choice(["flat", "image", "clips", "one", "signal", "volume", "images"])
    depth = draw.choice([1, 3]) if kind in ("flat", "clips") else 1
    layer = {"signal": nn.Conv1d, "images": nn.Conv1d, "volume": nn.Conv3d}.get(kind, nn.Conv2d)(depth, 4, 3)
    shape = {
        "flat": (samples + 30, depth * side * side),
        "image": (side, side),
        "clips": (samples, samples + 1, depth, side, side),
        "one": (samples, 1, 1, side, side),
        "signal": (side,),
        "volume": (side, side, side),
        "images": (samples, 1, side, side),
    }[kind]
    return Case(layer_on_x, {"x": torch.zeros(shape), "layer": layer}, planted=kind)


def kernels(draw: Draw) -> Case:
    dims = pick(draw, 1, 2)
    make = nn.Conv1d if dims == 1 else nn.Conv2d
    sides = [pick(draw, 1, 4) for _ in range(dims)]
    x, size = torch.zeros(2, 3, *sides), max(sides) + pick(draw, 1, 5)
    return Case(layer_on_x, {"x": x, "layer": make(3, 4, size)}, lambda kernel_size: make(3, 4, kernel_size))


def pools(draw: Draw) -> Case:
    size = pick(draw, 2, 4)
    x = torch.zeros(2, 3, pick(draw, 1, size - 1), pick(draw, 1, 5))
    return Case(layer_on_x, {"x": x, "layer": draw.choice([nn.MaxPool2d, nn.AvgPool2d])(size)})


def views(draw: Draw) -> Case:
    kind = draw.choice(["last", "cut", "maps"])
    width, samples = pick(draw, 5, 400), pick(draw, 2, 31)
    if kind == "last":
        wanted = (32, width) if draw.random() < 0.5 else (32, width, 7)
        x = torch.zeros(samples, *wanted[1:]).flatten()
        return Case(lambda names: seen(names, wanted), {"x": x}, shape=(samples, *wanted[1:]), planted=kind)
    x = torch.zeros(samples, 16, 4, 4) if kind == "maps" else torch.zeros(samples, 3, 7, 11)
    per = x[0].numel()
    wanted = 400 if kind == "maps" else pick(draw, per + 1, 2 * per)
    while x.numel() % wanted == 0:
        wanted += 1
    return Case(lambda names: seen(names, (-1, wanted)), {"x": x}, shape=(samples, per), planted=kind)


def seen(names, wanted):
    """The wrong line, until the reader's right one stands for it."""
    return names["x"].view(wanted) if names.setdefault("before", names["x"]) is names["x"] else names["x"]


def sums(draw: Draw) -> Case:
    kind = draw.choice(["padding", "stride", "channels", "positions", "rgba", "odd"])
    side, depth = pick(draw, 14, 30), pick(draw, 2, 5)
    x = torch.zeros(2, depth, side, side)
    if kind == "padding":
        size = draw.choice([3, 5, 7])
        return Case(
            lambda names: names["x"] + names["layer"](names["x"]),
            {"x": x, "layer": nn.Conv2d(depth, depth, size)},
            lambda padding: nn.Conv2d(depth, depth, size, padding=padding),
            planted=kind,
        )
    if kind == "stride":
        block = nn.Conv2d(depth, depth, 3, stride=2, padding=1)
        return Case(
            lambda names: names["layer"](names["x"]) + block(names["x"]),
            {"x": x, "layer": nn.Conv2d(depth, depth, 1)},
            lambda stride: nn.Conv2d(depth, depth, 1, stride=stride),
            planted=kind,
        )
    if kind == "channels":
        block = nn.Conv2d(depth, depth * 2, 3, padding=1)
        shortcut = {"x": x, "layer": nn.Identity()}
        return Case(lambda names: names["layer"](names["x"]) + block(names["x"]), shortcut, planted=kind)
    if kind == "positions":
        table = torch.zeros(pick(draw, 20, 60), 8)
        x = torch.zeros(2, len(table) + pick(draw, 1, 19), 8)
        return Case(lambda names: names["x"] + table, {"x": x}, planted=kind)
    if kind == "rgba":
        return Case(lambda names: names["x"] - torch.zeros(3, 1, 1), {"x": torch.zeros(4, side, side)}, planted=kind)
    a, b = torch.zeros(2, depth, side, side), torch.zeros(2, depth, side - 1, side - 1)
    return Case(lambda names: names["a"] + names["b"], {"a": a, "b": b}, planted=kind)


def joined_maps(draw: Draw) -> Case:
    side = pick(draw, 6, 30)
    a, b = torch.zeros(2, 3, side, side), torch.zeros(2, 5, *[pick(draw, 4, 31, side)] * 2)
    return Case(lambda names: torch.cat([names["a"], names["b"]], 1), {"a": a, "b": b})


def norms(draw: Draw) -> Case:
    got, made, samples = pick(draw, 3, 20), pick(draw, 21, 40), pick(draw, 2, 6)
    kind = draw.choice(["features", "features1", "dims", "batch", "one", "layer", "moved", "group", "instance"])
    maps = torch.zeros(samples, got, 4, 4)
    if kind in ("features", "features1"):
        make, x = (nn.BatchNorm2d, maps) if kind == "features" else (nn.BatchNorm1d, maps[:, :, 0, 0])
        return Case(layer_on_x, {"x": x, "layer": make(made)}, make, planted=kind)
    if kind == "instance":
        make = nn.InstanceNorm2d
        return Case(
            layer_on_x, {"x": maps, "layer": make(made, affine=True)}, lambda num_features: make(num_features), planted=kind
        )
    if kind == "dims":
        wrong, x = draw.choice([(nn.BatchNorm2d, maps[:, :, 0, 0]), (nn.BatchNorm1d, maps)])
        return Case(layer_on_x, {"x": x, "layer": wrong(got)}, lambda made: made(got), planted=kind)
    if kind == "batch":
        return Case(layer_on_x, {"x": maps[0], "layer": nn.BatchNorm2d(got)}, planted=kind)
    if kind == "one":
        net = nn.Sequential(nn.Linear(3, got), nn.BatchNorm1d(got))
        return Case(lambda names: names["net"](names["x"]), {"x": torch.zeros(1, 3), "net": net}, planted=kind)
    if kind == "group":
        groups = pick(draw, 2, got + 1, *[number for number in range(2, got + 1) if got % number == 0])
        return Case(lambda names: names.get("layer") or nn.GroupNorm(groups, got), planted=kind)
    x = torch.zeros(samples, 50, got) if kind == "layer" else torch.zeros(samples, made, got)
    return Case(layer_on_x, {"x": x, "layer": nn.LayerNorm(made)}, planted=kind)


def recurrent(draw: Draw) -> Case:
    make = draw.choice([nn.LSTM, nn.GRU, nn.RNN])
    size, batch, length, width = pick(draw, 2, 9), pick(draw, 2, 6), pick(draw, 7, 12), pick(draw, 2, 8)
    kind = draw.choice(["input", "feature", "batch", "layers", "width", "swapped"])

    def run(names):
        return names["layer"](names["x"])[0]

    if kind == "input":
        layer = make(size + 10, width, batch_first=True)
        fresh = lambda input_size: make(input_size, width, batch_first=True)  # noqa: E731
        return Case(run, {"x": torch.zeros(batch, length, size), "layer": layer}, fresh, (batch, length, width), planted=kind)
    if kind == "feature":
        x = torch.zeros(batch, length)
        return Case(run, {"x": x, "layer": make(1, width, batch_first=True)}, shape=(batch, length, width), planted=kind)
    layers = pick(draw, 1, 3)
    right = (layers, batch, width)
    wrong = {
        "batch": (layers, batch + 1, width),
        "layers": (layers + 1, batch, width),
        "width": (layers, batch, width + 1),
        "swapped": (batch, layers, width),
    }[kind]
    if wrong == right:
        wrong = (layers, batch + 1, width)

    def with_state(names):
        state = names["h0"]
        return names["layer"](names["x"], (state, state) if make is nn.LSTM else state)[0]

    names = {
        "x": torch.zeros(batch, length, size),
        "h0": torch.zeros(wrong),
        "layer": make(size, width, layers, batch_first=True),
    }
    return Case(with_state, names, shape=(batch, length, width), planted=kind)


def others(draw: Draw) -> Case:
    kind = draw.choice(["stack-depth", "stack-sides", "stack-lengths", "dim", "index", "dropout", "grey", "conv-groups", "heads"])
    side = pick(draw, 4, 9)
    if kind in ("stack-depth", "stack-sides"):
        shape = (1, side, side) if kind == "stack-depth" else (3, side + 3, side)
        first = torch.zeros(3, side, side)
        return Case(lambda names: torch.stack([first, names["x"]]), {"x": torch.zeros(shape)}, planted=kind)
    if kind == "stack-lengths":
        batch = [torch.zeros(side), torch.zeros(side + pick(draw, 1, 5))]
        return Case(lambda names: torch.stack(list(names["batch"])), {"batch": batch}, planted=kind)
    if kind == "dim":
        x = torch.zeros([3] * pick(draw, 1, 3))
        return Case(lambda names: names["x"].sum(x.dim()), {"x": x}, planted=kind)
    if kind == "index":
        x = torch.zeros(side, 3)
        return Case(lambda names: x[names["index"]], {"index": torch.tensor(side)}, planted=kind)
    if kind == "dropout":
        p = pick(draw, 2, 99)
        return Case(lambda names: names.get("layer") or nn.Dropout(p), planted=kind)
    if kind == "grey":
        x = torch.zeros(1, side, side)
        return Case(lambda names: normalized(names["x"]), {"x": x}, planted=kind)
    width, parts = draw.choice([(6, 4), (10, 3), (12, 5), (9, 2), (16, 6)])
    if kind == "heads":
        line = f'File "train.py", line 3\n    att = nn.MultiheadAttention({width}, num_heads={parts})\n'
        return Case(
            lambda names: names.get("layer") or nn.MultiheadAttention(width, parts),
            {},
            lambda num_heads: nn.MultiheadAttention(width, num_heads),
            None,
            line,
            kind,
        )
    line = f'File "train.py", line 3\n    conv = nn.Conv2d({width}, {2 * width}, 3, groups={parts})\n'
    return Case(
        lambda names: names.get("layer") or nn.Conv2d(width, 2 * width, 3, groups=parts),
        {},
        lambda groups: nn.Conv2d(width, 2 * width, 3, groups=groups),
        None,
        line,
        kind,
    )


def normalized(x):
    """As Normalize of torchvision does it, in place."""
    return (x if x.is_contiguous() else x.clone()).sub_(torch.zeros(3, 1, 1))


KINDS: list[tuple[Callable[[Draw], Case], float]] = [
    (matrices, 0.97),
    (channels, 0.97),
    (dimensions, 0.97),
    (kernels, 0.97),
    (pools, 0.97),
    (views, 0.97),
    (sums, 0.9),
    (joined_maps, 0.97),
    (norms, 0.97),
    (recurrent, 0.97),
    (others, 0.97),
]


def drawn(make: Callable[[Draw], Case], seed: int) -> Iterator[Case]:
    draw = random.Random(seed)
    return (make(draw) for _ in range(COUNT))


@pytest.mark.parametrize(("make", "first"), KINDS, ids=lambda each: getattr(each, "__name__", ""))
def test_the_advice_makes_wrong_networks_run(make, first):
    prove(drawn(make, 7), first=first, told=make.__name__)


def test_networks_that_are_left_as_they_are_do_not_run(monkeypatch):
    monkeypatch.setattr("tests.helpers.doctor.apply", lambda *_: None)
    for make, _ in KINDS:
        with pytest.raises(AssertionError, match="do not run"):
            prove(drawn(make, 8))
