"""overrides/assets/live/shapes/{expressions,layers}.js against the Python modules that they are twins of, on random values."""

from __future__ import annotations

import random

import pytest

from tests.helpers.layers import draw_arguments, draw_shapes
from tests.helpers.shape_checker import engine
from tools.base.expressions import FUNCTIONS, Unknown, evaluate, parse
from tools.sources.layer_shapes import Refused, built, computed, let
from tools.sources.layers import REQUIRED, layers

TEXTS = (
    "(size + 2*k - s) // s + 1",
    "-7 % k + size[-1]",
    "size * (size > k) - -(-7 // 2)",
    '0 if mode == "same" else k',
    "(*x[:-1], k, [N], *size)",
    "any(size > 8) and not all(size > 8) or none",
    "k in (1, 3) or k not in (2, 4)",
    "prod(size) - sum(x) + len(x) + max(size) - min(k, size)",
    "times(k, 2) + times(s, 2)",
    "floor(size / 2) + reversed(s)",
    "2 ** k if flag else sqrt(4)",
    "none is None and x[9]",
    "unknown + 1",
    'text(size, " x ")',
    "range(k)",
    "is_list(k) == is_list(size)",
    "x[1:2] != x[:1]",
)
LAYERS = [layer for layer in layers().values() if "lazy" not in layer.raw and "stores" not in layer.raw]


def test_expressions_have_the_same_values():
    drawn = random.Random(0)
    assert {"join"} | set(FUNCTIONS) - set(["+", "-", "*", "/", "//", "%", "**", "<", "<=", ">", ">="]) <= set(
        engine().call("eval", "Object.keys(FUNCTIONS)")
    )
    for _ in range(60):
        values = {
            "size": [drawn.randint(1, 12) for _ in range(2)],
            "s": [drawn.randint(1, 3) for _ in range(2)],
            "x": [drawn.randint(0, 5) for _ in range(3)],
            "k": drawn.randint(1, 5),
            "mode": drawn.choice(("same", "valid")),
            "none": None,
            "flag": drawn.random() < 0.5,
        }
        for text, found in zip(TEXTS, engine().call("twin", [parse(text) for text in TEXTS], values), strict=True):
            try:
                assert found == {"value": evaluate(parse(text), values)}, (text, values)
            except (Unknown, IndexError) as error:
                assert found == {"error": {"Unknown": "Unknown", "IndexError": "Outside"}[type(error).__name__]}, text


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.name)
def test_layers_have_the_same_shapes(layer):
    drawn = random.Random(layer.name)
    for _ in range(12):
        arguments = layer.arguments(**draw_arguments(layer, drawn))
        arguments = {name: value for name, value in arguments.items() if value is not REQUIRED}
        if any(callable(value) or type(value).__module__ != "builtins" for value in arguments.values()):
            continue
        shapes = draw_shapes(layer, arguments, drawn)
        found = engine().call("alike", layer.name, arguments, shapes)
        names = dict(arguments)
        let(layer, names)
        try:
            ours = built(layer, arguments) | {"count": evaluate(layer.count, names), "outputs": {}, "macs": 0}
            if layer.cases:
                outputs, names = computed(layer, arguments, shapes)
                ours |= {"outputs": outputs, "macs": evaluate(layer.macs, names)}
        except Refused as refused:
            ours = {"says": refused.says, "at": refused.at}
        assert found == ours, (layer.name, arguments, shapes)
