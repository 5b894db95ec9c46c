"""What is known of each layer of torch.nn, as data: snippets/layers/*.yml, a file for each page of `layers/`.

A file has `arguments` (what an argument means, for all its layers) and `layers`, by the name of the class:

    Conv2d:
      call: in_channels, out_channels, kernel_size, stride=1, …     its signature, which torch's must equal
      arguments: {stride: {zh: …, en: …}}                           meanings of its own
      space: 2                                                      how many numbers `*size` stands for
      let: {kernel: "times(kernel_size, 2)"}                        names for formulas, in order
      shapes: [{in: {x: "([N], in_channels, *size)"}, out: {y: "([N], out_channels, *out)"}}]
      parameters: {weight: "(out_channels, in_channels // groups, *kernel)", bias: "(out_channels,) if bias else None"}
                  {each: {over: {layer: range(num_layers)}, "weight_l{layer}": …}}      several, by their numbers
      buffers: {running_mean: …}                                    those of its state_dict
      init: {weight: {uniform: "1 / sqrt(in_features)"}, bias: zeros}   what they begin with; or one of INITS
      stores: {zh: …, en: …}                                        instead of formulas, where the parameters are other layers'
      count: "…"                                                    its number of parameters
      macs: "…"                                                     multiply-adds of a call
      errors: [{at: call, when: "x[1] != in_channels", says: "RuntimeError: … {x}", see: errors/shapes.md#channels}]
                                                                    without `says`: in words that the data does not know; without
                                                                    `when`: only the address, of what has no condition on shapes
      eval: {zh: …, en: …}                                          what differs in eval mode; without it nothing does
      functional: F.conv2d(x, weight, bias, stride, padding, dilation, groups)    from the layer's attributes
      functional_when: padding_mode == "zeros"                     where it gives the same
      element: (x - target)**2                                      each element of the result, in torch's functions
      lesson: conv2d.md#formula
      since: "1.9"
      lazy: Conv2d                                                  what it becomes when it is first called; with `call` alone

Expressions are those of tools/base/expressions.py. In a shape `[N]` may be missing, and `*size` are several numbers. In
`shapes`, the first case counts whose `when` holds and whose inputs have as many dimensions as the data. A parameter whose
shape is None is not there.
"""

from __future__ import annotations

import ast
import functools
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.base.expressions import Tree, parse, template
from tools.base.project import SNIPPETS, Fault, Faults, line_of, load, yaml_of

FOLDER = SNIPPETS / "layers"
REQUIRED = object()
"""The default of an argument that has none."""
AXES = {1: ["L"], 2: ["H", "W"], 3: ["D", "H", "W"]}
INITS = ("uniform", "normal", "constant")
"""Between minus and plus a number; around 0 with a standard deviation; a number."""
KEYS = {"call", "arguments", "space", "let", "shapes", "parameters", "buffers", "init", "count", "macs", "errors", "eval"} | {
    "functional",
    "functional_when",
    "element",
    "element_when",
    "lesson",
    "since",
    "deprecated",
    "lazy",
    "signature",
    "stores",
}


@dataclass(frozen=True)
class Case:
    when: Tree
    inputs: dict[str, Tree]
    outputs: dict[str, Tree]
    text: dict[str, dict[str, str]]
    """The same, as written: `{"in": {"x": "(N, C)"}, "out": …}`, and `when` where there is one."""


@dataclass(frozen=True)
class Loop:
    over: dict[str, Tree]
    """Names, and the values that each takes, the last one fastest."""
    shapes: dict[str, Tree]
    """By name, with the former in braces."""


@dataclass(frozen=True)
class Layer:
    name: str
    path: Path
    call: str
    space: int | None
    meanings: dict[str, dict[str, str]]
    """Of its arguments, in each language."""
    let: dict[str, Tree]
    cases: list[Case]
    shapes: dict[str, dict[str, Tree]]
    """`parameters` and `buffers`, by name."""
    loops: dict[str, list[Loop]]
    """Those of a kind that come by number."""
    errors: list[dict]
    init: dict[str, tuple[str, Tree]]
    """By parameter and buffer: one of INITS, and its number."""
    count: Tree
    macs: Tree
    raw: dict = field(repr=False)
    """The entry as it is written."""

    @property
    def defaults(self) -> dict[str, Any]:
        """Every argument and its default, in order."""
        return signature(self.call)

    @property
    def line(self) -> int:
        return line_of(self.path, rf"^  {self.name}:")

    def arguments(self, *given: Any, **named: Any) -> dict[str, Any]:
        """What a call gives, with the defaults. Tuples become lists, as in expressions."""
        names = list(self.defaults)
        values = self.defaults | dict(zip(names, given, strict=False)) | named
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def layers() -> dict[str, Layer]:
    """All of them, by the class's name. Raises Faults for data that cannot be read."""
    return {layer.name: layer for path in sorted(FOLDER.glob("*.yml")) for layer in of_file(path)}


def of_file(path: Path) -> list[Layer]:
    return _of_file(path, load(path))


@functools.lru_cache(64)
def _of_file(path: Path, text: str) -> list[Layer]:
    data = yaml_of(path, text)
    found, faults = [], []
    for name, entry in data["layers"].items():
        try:
            if unknown := set(entry) - KEYS:
                raise ValueError(f"there is no key {', '.join(sorted(unknown))}")
            found.append(made(name, path, entry, data.get("arguments") or {}))
        except (ValueError, KeyError, TypeError) as error:
            faults.append(Fault(path, line_of(path, rf"^  {name}:"), f"{name}: {error}. See the top of tools/sources/layers.py."))
    if faults:
        raise Faults(faults)
    return found


def made(name: str, path: Path, entry: dict, shared: dict) -> Layer:
    own = entry.get("arguments") or {}
    kinds = {kind: dict(entry.get(kind) or {}) for kind in ("parameters", "buffers")}
    loops = {kind: [loop(shapes.pop("each"))] if "each" in shapes else [] for kind, shapes in kinds.items()}
    trees = {kind: {key: parse(text) for key, text in shapes.items()} for kind, shapes in kinds.items()}
    errors = [
        error | {"when": parse(error.get("when", "False")), "says": template(error.get("says", ""))}
        for error in entry.get("errors") or []
    ]
    return Layer(
        name,
        path,
        entry["call"],
        entry.get("space"),
        {argument: own.get(argument) or shared.get(argument) for argument in signature(entry["call"])},
        {key: parse(text) for key, text in (entry.get("let") or {}).items()},
        [case(one) for one in entry.get("shapes") or []],
        trees,
        loops,
        errors,
        {key: begin(value) for key, value in (entry.get("init") or {}).items()},
        parse(entry.get("count", 0)),
        parse(entry.get("macs", 0)),
        entry,
    )


def loop(entry: dict) -> Loop:
    over = {name: parse(text) for name, text in entry["over"].items()}
    return Loop(over, {name: parse(text) for name, text in entry.items() if name != "over"})


def begin(value: str | dict) -> tuple[str, Tree]:
    if isinstance(value, dict):
        [(kind, number)] = value.items()
        if kind not in INITS:
            raise ValueError(f"there is no initial value {kind!r} (there are: {', '.join(INITS)})")
        return kind, parse(number)
    return "constant", {"zeros": 0, "ones": 1}[value]


def case(one: dict) -> Case:
    inputs, outputs = ({name: parse(text) for name, text in one[side].items()} for side in ("in", "out"))
    return Case(parse(one.get("when", "True")), inputs, outputs, one)


@functools.cache
def signature(call: str) -> dict[str, Any]:
    """`in_features, bias=True` as names and defaults."""
    found = ast.parse(f"def f({call}): ...").body[0].args
    places = [*found.posonlyargs, *found.args]
    missing = len(places) - len(found.defaults)
    pairs = [*zip(places, [None] * missing + found.defaults, strict=True), *zip(found.kwonlyargs, found.kw_defaults, strict=True)]
    stars = {star.arg: REQUIRED for star in (found.vararg, found.kwarg) if star}
    return {place.arg: REQUIRED if default is None else literal(default) for place, default in pairs} | stars


class Code(str):
    """A default that is no literal: `F.relu`."""

    __slots__ = ()
    __repr__ = str.__str__


def literal(node: ast.expr) -> Any:
    try:
        return ast.literal_eval(node)
    except ValueError:
        return Code(ast.unparse(node))
