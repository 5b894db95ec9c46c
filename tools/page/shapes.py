"""The layers' data (snippets/layers/*.yml) as the shape checker reads it in the browser: formulas as trees, and no prose.

By the name of the class: `call`, pairs of an argument and its default (alone where it has none); `let`, `cases` as
[when, inputs, outputs]; `parameters`, `buffers`, `loops`; `errors`; `count`, `macs`; `functional`, the name of a function and
what its arguments are; `lazy`, what it becomes. What is empty is left out.
"""

from __future__ import annotations

import ast
import json
from functools import cache
from typing import Any

from tools.base.expressions import Tree, template
from tools.sources.layers import FOLDER, REQUIRED, Case, Code, Layer, layers


def data() -> dict[str, dict]:
    return _data(tuple((path, path.stat().st_mtime_ns) for path in sorted(FOLDER.glob("*.yml"))))


@cache
def _data(sources: tuple) -> dict[str, dict]:
    return {name: entry(layer) for name, layer in layers().items()}


def written() -> bytes:
    """The file that the page fetches."""
    return json.dumps(data(), ensure_ascii=False, separators=(",", ":")).encode()


def entry(layer: Layer) -> dict:
    said = {
        "call": [[name] if default is REQUIRED else [name, plain(default)] for name, default in layer.defaults.items()],
        "space": layer.space,
        "let": list(layer.let.items()),
        "cases": [case(one) for one in layer.cases],
        **layer.shapes,
        "loops": {
            kind: [{"over": loop.over, "shapes": [(template(n), t) for n, t in loop.shapes.items()]} for loop in loops]
            for kind, loops in layer.loops.items()
            if loops
        },
        "errors": [
            {key: error[key] for key in ("at", "when", "says", "unsure", "see") if key in error}
            for error in layer.errors
            if error["when"] is not False
        ],
        "count": layer.count,
        "macs": layer.macs,
        "functional": functional(layer.raw.get("functional")),
        "lazy": layer.raw.get("lazy"),
    }
    return {key: value for key, value in said.items() if value or key == "call"}


def plain(default: Any) -> Any:
    return None if isinstance(default, Code) else default


def case(one: Case) -> tuple[Tree, list, list]:
    return one.when, list(one.inputs.items()), list(one.outputs.items())


def functional(text: str | None) -> dict | None:
    """`F.linear(x, weight, bias)` as a name and what each argument is called in the layer."""
    if not text:
        return None
    call = ast.parse(text, mode="eval").body
    if not isinstance(call, ast.Call):
        return None
    named = {each.arg: ast.unparse(each.value) for each in call.keywords if each.arg}
    return {"name": ast.unparse(call.func), "args": [ast.unparse(part) for part in call.args], "named": named}
