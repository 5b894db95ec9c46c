"""Random settings and data for the layers of snippets/layers/*.yml, and what torch makes of them against what the data says."""

from __future__ import annotations

import importlib
import inspect
import math
import random
import warnings
from collections import Counter
from collections.abc import Callable
from types import ModuleType
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from tests.helpers.layer_draws.base import among, plain
from tools.base.expressions import Unknown, evaluate, parse
from tools.sources.layer_shapes import Refused, built, computed, holds, let
from tools.sources.layers import REQUIRED, Code, Layer, layers


def check(layer: Layer, seed: int, settings: int) -> Counter[str]:
    """As many random settings as are asked for; says how many were of which kind, and fails at the first that differs."""
    drawn = random.Random(f"{layer.name} {seed}")
    kinds: Counter[str] = Counter()
    for _ in range(settings):
        arguments = draw_arguments(layer, drawn)
        shapes = draw_shapes(layer, arguments, drawn)
        said = f"nn.{layer.name}({', '.join(f'{name}={value!r}' for name, value in arguments.items())})"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            kinds[one(layer, arguments, shapes, drawn, said)] += 1
    return kinds


def one(layer: Layer, arguments: dict[str, Any], shapes: list[list[int]], drawn: random.Random, said: str) -> str:
    values = layer.arguments(**arguments)
    torch.manual_seed(drawn.randrange(2**31))
    net, error = caught(lambda: getattr(nn, layer.name)(**arguments))
    try:
        known = built(layer, values)
    except Refused as refused:
        assert error, f"{said}: the data refuses it ({refused.says}), torch does not"
        same_words(refused, error, said)
        return "refused when built"
    assert not error, f"{said}: torch refuses it ({error}), the data does not"
    if "stores" not in layer.raw:
        same_state(layer, net, known, values, said)
    if not layer.cases:
        return "built"
    make = draws(layer).INPUTS.get(layer.name, plain)
    data = [make(shape, number, values, drawn) for number, shape in enumerate(shapes)]
    said = f"{said} of {', '.join(map(str, shapes))}"
    torch.manual_seed(0)
    result, error = caught(lambda: net(*data))
    try:
        outputs, names = computed(layer, values, shapes)
    except Refused as refused:
        assert error or refused.unsure, f"{said}: the data refuses it ({refused.says}), torch does not"
        same_words(refused, error, said)
        return "refused when called" if refused.says else "refused without words"
    assert not error, f"{said}: torch refuses it ({error}), the data does not"
    assert [list(each.shape) for each in flat(result)] == list(outputs.values()), f"{said}: {outputs}"
    same_function(layer, net, data, result, names, said)
    return modes(layer, net, data, said)


def caught(function: Callable) -> tuple[Any, str]:
    try:
        return function(), ""
    except Exception as error:
        return None, f"{type(error).__name__}: {error}"


def same_words(refused: Refused, error: str, said: str) -> None:
    if refused.says:
        assert error.startswith(refused.says), f"{said}:\n  data  {refused.says}\n  torch {error}"


def same_state(layer: Layer, net: nn.Module, known: dict, values: dict[str, Any], said: str) -> None:
    """Names and shapes of parameters and buffers, how many numbers they are, and what they begin with."""
    there = {name: list(value.shape) for name, value in net.named_parameters()}
    assert list(there.items()) == list(known["parameters"].items()), f"{said}: {there}, the data says {known['parameters']}"
    buffers = {name: list(value.shape) for name, value in net.named_buffers()}
    assert buffers == known["buffers"], f"{said}: {buffers}, the data says {known['buffers']}"
    names = dict(values)
    let(layer, names)
    count = sum(value.numel() for value in net.parameters())
    assert evaluate(layer.count, names) == count, f"{said}: {count} parameters, the data says {evaluate(layer.count, names)}"
    for name, value in [*net.named_parameters(), *net.named_buffers()]:
        if isinstance(values.get(name), Tensor):  # the argument itself
            continue
        assert name in layer.init or "*" in layer.init, f"{layer.name}: say what {name} begins with: init"
        begins(value.detach(), *layer.init.get(name, layer.init.get("*")), names, f"{said}: {name}")


def begins(value: Tensor, kind: str, tree: Any, names: dict[str, Any], said: str) -> None:
    number = evaluate(tree, names)
    if kind == "constant":
        assert bool((value == number).all()), f"{said} is not all {number}"
    elif kind == "uniform":
        assert not value.numel() or value.abs().max() <= number * (1 + 1e-6), f"{said} exceeds {number}"
        assert value.numel() < 50 or value.abs().max() > 0.8 * number, f"{said} stays far below {number}"
    else:
        assert value.numel() < 400 or math.isclose(value.std(), number, rel_tol=0.25), f"{said} has not the deviation {number}"


def same_function(layer: Layer, net: nn.Module, data: list[Tensor], result: Any, names: dict[str, Any], said: str) -> None:
    """The functional form and the formula of an element, of the layer's attributes and the names of its formulas."""
    inputs = next(list(case.inputs) for case in layer.cases if len(case.inputs) == len(data))
    attributes = {name: getattr(net, name) for name in dir(net) if not name.startswith("__")}
    known = {"F": functional, "torch": torch, **names, **attributes, **dict(zip(inputs, data, strict=True))}
    for key in ("functional", "element"):
        if key in layer.raw and holds(parse(layer.raw.get(f"{key}_when", "True")), names):
            torch.manual_seed(0)
            other = eval(layer.raw[key], known)
            if key == "element" and (reduction := attributes.get("reduction", "none")) != "none":
                other = getattr(other, reduction)()
            for one, two in zip(flat(result), flat(other), strict=True):
                assert torch.allclose(one, two, atol=1e-6, equal_nan=True), f"{said}: {layer.raw[key]} gives something else"


def modes(layer: Layer, net: nn.Module, data: list[Tensor], said: str) -> str:
    """In eval mode the same comes out, unless the data tells of a difference."""
    torch.manual_seed(0)
    training = net(*data)
    torch.manual_seed(0)
    other, error = caught(lambda: net.eval()(*data))
    same = not error and all(torch.allclose(*pair, equal_nan=True) for pair in zip(flat(training), flat(other), strict=True))
    assert same or "eval" in layer.raw, f"{said}: eval mode differs, and the data does not say so"
    return "like torch" if same else "like torch, other in eval"


def flat(result: Any) -> list[Tensor]:
    return [each for part in result for each in flat(part)] if isinstance(result, tuple) else [result]


def draws(layer: Layer) -> ModuleType:
    """What the arguments of a page's layers may be, and the data of those that want other than floats."""
    return importlib.import_module(f"tests.helpers.layer_draws.{layer.path.stem}")


def draw_arguments(layer: Layer, drawn: random.Random) -> dict[str, Any]:
    """Some of the arguments, by name; those without a default always."""
    given: dict[str, Any] = {}
    ours = draws(layer)
    own = ours.OF.get(layer.name, {})
    for name, default in layer.defaults.items():
        if name in ("device", "dtype", "args", "kwargs") and name not in own:
            continue
        if default is not REQUIRED and drawn.random() < 0.4:
            continue
        draw = own.get(name) or ours.ARGUMENTS.get(name) or (among(True, False) if isinstance(default, bool) else None)
        assert draw, f"{layer.name}: say in tests/helpers/layer_draws/{layer.path.stem}.py what `{name}` may be"
        given[name] = draw(drawn, layer, given)
    return given


def draw_shapes(layer: Layer, arguments: dict[str, Any], drawn: random.Random) -> list[list[int]]:
    """Shapes that fit one of its cases, now and then with a size or a dimension that does not."""
    values = layer.arguments(**arguments)
    let(layer, values)
    cases = [case for case in layer.cases if holds(case.when, values)] or layer.cases
    if not cases:
        return []
    case = drawn.choice(cases)
    values = dict(values)
    with_optional = drawn.random() < 0.6
    shapes = [shape_of(pattern, values, layer, with_optional, drawn) for pattern in case.inputs.values()]
    shape = drawn.choice(shapes)
    if shape and drawn.random() < 0.15:
        shape[drawn.randrange(len(shape))] = drawn.randint(1, 9)
    elif drawn.random() < 0.05:
        shape.insert(0, 2)
    return shapes


def shape_of(pattern: list, values: dict[str, Any], layer: Layer, with_optional: bool, drawn: random.Random) -> list[int]:
    def size(part: Any, count: int | None = None) -> Any:
        try:
            return evaluate(part, values)
        except Unknown:
            largest = 12 if count else 6
            made = [drawn.randint(1, largest) for _ in range(count)] if count is not None else drawn.randint(1, largest)
            if part[0] == "name":
                values[part[1]] = made
            return made

    shape: list[int] = []
    for part in pattern[1:]:
        if isinstance(part, list) and part[0] == "maybe":
            shape += [size(inner) for inner in part[1:]] if with_optional else []
        elif isinstance(part, list) and part[0] == "...":
            count = layer.space if layer.space and part[1][1] == "size" else drawn.randint(0, 3)
            shape += size(part[1], count)
        else:
            shape.append(size(part))
    return [each if isinstance(each, int) and each >= 0 else 1 for each in shape]


def same_signature(layer: Layer) -> None:
    """Names, order and defaults, as inspect reports them."""
    if layer.raw.get("signature") == "hidden":  # torch shows *args: that the arguments are those, the settings say
        return
    there = {
        name: REQUIRED if parameter.default is parameter.empty else parameter.default
        for name, parameter in inspect.signature(getattr(nn, layer.name)).parameters.items()
    }
    assert list(there) == list(layer.defaults), f"{layer.name}: torch has {list(there)}, the data {list(layer.defaults)}"
    differ = {name: default for name, default in there.items() if not same_default(default, layer.defaults[name])}
    differ = {name: default for name, default in differ.items() if name not in ("args", "kwargs")}
    assert not differ, f"{layer.name}: torch's defaults are {differ}"


def same_default(torchs: Any, ours: Any) -> bool:
    return ours.endswith(f".{torchs.__name__}") if isinstance(ours, Code) else repr(torchs) == repr(ours)


def becomes(layer: Layer) -> None:
    """A lazy layer is, after its first call, the layer that it stands for."""
    other = layers()[layer.raw["lazy"]]
    drawn = random.Random(layer.name)
    for _ in range(40):
        arguments = draw_arguments(other, drawn)
        first = next(iter(other.defaults))
        shapes = draw_shapes(other, arguments, drawn)
        try:
            built(other, other.arguments(**arguments))
            computed(other, other.arguments(**arguments), shapes)
        except Refused:
            continue
        if other.space and len(shapes[0]) < other.space + 2:  # LazyInstanceNorm reads the wrong dimension of one sample
            continue
        net = getattr(nn, layer.name)(**{name: value for name, value in arguments.items() if name != first})
        assert all(isinstance(parameter, nn.UninitializedParameter) for parameter in net.parameters())
        net(*map(torch.randn, shapes))
        assert type(net) is getattr(nn, other.name)
        assert getattr(net, first) == arguments[first]
        return
    raise AssertionError(f"{layer.name}: no setting of {other.name} ran")
