"""What a layer does with shapes, computed from its data: parameters, outputs, or that torch refuses, in torch's words.

overrides/assets/live/shapes/layers.js does the same in the browser.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from tools.base.expressions import Tree, Unknown, evaluate, shown, template
from tools.sources.layers import Layer


class Refused(Exception):
    """The layer would refuse this: at `build` or `call`, in torch's words, or empty where the data does not know them."""

    def __init__(self, at: str, says: str = "", unsure: str = ""):
        super().__init__(says)
        self.at, self.says, self.unsure = at, says, unsure
        """`unsure`: why torch does not refuse it everywhere."""


def built(layer: Layer, arguments: Mapping[str, Any]) -> dict[str, dict[str, list[int]]]:
    """The shapes of its `parameters` and `buffers`. Raises Refused for arguments that the layer refuses."""
    values = dict(arguments)
    let(layer, values)
    refuse(layer, "build", values)
    found = {kind: dict(shapes_of(layer, kind, values)) for kind in layer.shapes}
    return {kind: {name: shape for name, shape in shapes.items() if shape is not None} for kind, shapes in found.items()}


def shapes_of(layer: Layer, kind: str, values: Mapping[str, Any]) -> Iterator[tuple[str, list[int] | None]]:
    for name, shape in layer.shapes[kind].items():
        yield name, evaluate(shape, values)
    for loop in layer.loops[kind]:
        for numbers in itertools.product(*(evaluate(tree, values) for tree in loop.over.values())):
            ours = dict(values) | dict(zip(loop.over, numbers, strict=True))
            for name, shape in loop.shapes.items():
                yield shown(evaluate(template(name), ours)), evaluate(shape, ours)


def called(layer: Layer, arguments: Mapping[str, Any], inputs: list[list[int]]) -> dict[str, list[int]]:
    """The shapes of its outputs by name. Raises Refused for inputs that the layer refuses."""
    return computed(layer, arguments, inputs)[0]


def computed(layer: Layer, arguments: Mapping[str, Any], inputs: list[list[int]]) -> tuple[dict[str, list[int]], dict[str, Any]]:
    """The outputs' shapes, and the value of every name of the layer's formulas."""
    values = dict(arguments)
    names = next((list(case.inputs) for case in layer.cases if len(case.inputs) == len(inputs)), [])
    values |= dict(zip(names, inputs, strict=False))
    let(layer, values)
    chosen, fits = None, True
    for one in layer.cases:
        if holds(one.when, values) and len(one.inputs) == len(inputs):
            bound = dict(values)
            pairs = zip(one.inputs.values(), inputs, strict=True)
            matches = [matched(pattern, shape, bound, layer.space) for pattern, shape in pairs]
            if None not in matches:
                chosen, fits, values = one, all(matches), bound
                break
    if chosen:
        let(layer, values)
    refuse(layer, "call", values)
    if not chosen or not fits:
        raise Refused("call")
    return {name: evaluate(shape, values) for name, shape in chosen.outputs.items()}, values


def let(layer: Layer, values: dict[str, Any]) -> None:
    """Give the names of `let` their values, as far as what they ask for has one."""
    for name, found in layer.let.items():
        try:
            values[name] = evaluate(found, values)
        except (Unknown, IndexError):
            values.pop(name, None)


def holds(condition: Tree, values: Mapping[str, Any]) -> bool:
    try:
        return bool(evaluate(condition, values))
    except (Unknown, IndexError):
        return False


def refuse(layer: Layer, at: str, values: Mapping[str, Any]) -> None:
    """Raises Refused where one of its `errors` holds: the first, as torch checks in an order, too."""
    for error in layer.errors:
        if error["at"] == at and holds(error["when"], values):
            raise Refused(at, shown(evaluate(error["says"], values)), error.get("unsure", ""))


def matched(pattern: Tree, shape: list[int], values: dict[str, Any], space: int | None) -> bool | None:
    """Give the names of a pattern the sizes of a shape. None where it has other dimensions, False where a size is another."""
    parts = pattern[1:]
    starred = [part for part in parts if isinstance(part, list) and part[0] == "..."]
    optional = sum(len(part) - 1 for part in parts if isinstance(part, list) and part[0] == "maybe")
    fixed = sum(1 for part in parts if not isinstance(part, list) or part[0] not in ("...", "maybe"))
    lengths = [length_of(part[1], values, space) for part in starred]
    if None in lengths:  # one takes what is left
        lengths[lengths.index(None)] = len(shape) - fixed - optional - sum(length or 0 for length in lengths)
    total = fixed + sum(lengths)
    if len(shape) not in (total, total + optional) or any(length < 0 for length in lengths):
        return None
    left, fits, there = list(shape), True, len(shape) == total + optional
    counts = iter(lengths)
    for part in parts:
        if isinstance(part, list) and part[0] == "maybe":
            for inner in part[1:] if there else ():
                fits &= bind(inner, left.pop(0), values)
        elif isinstance(part, list) and part[0] == "...":
            count = next(counts)
            fits &= bind(part[1], [left.pop(0) for _ in range(count)], values)
        else:
            fits &= bind(part, left.pop(0), values)
    return fits


def length_of(part: Tree, values: Mapping[str, Any], space: int | None) -> int | None:
    try:
        return len(evaluate(part, values))
    except Unknown:
        return space if part[:2] == ["name", "size"] else None


def bind(part: Tree, size: int | list[int], values: dict[str, Any]) -> bool:
    """A name without a value gets the size; all else has to equal it."""
    try:
        return evaluate(part, values) == size
    except Unknown:
        if part[0] == "name":
            values[part[1]] = size
            return True
        return False
