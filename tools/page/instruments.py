"""What runs in the reader's browser, in overrides/assets/live/: the same files, for the embedded engine."""

from __future__ import annotations

import ast
import gzip
import hashlib
import io
import json
from functools import cache
from typing import Any

from PIL import Image

from tools.base.expressions import Tree, template
from tools.base.js import Engine, joined
from tools.base.project import LANGUAGES, ROOT, SNIPPETS
from tools.sources.layers import FOLDER, REQUIRED, Case, Code, Layer, layers

LIVE = ROOT / "overrides/assets/live"
MODEL = SNIPPETS / "labs/lenet.onnx"
DIGITS = SNIPPETS / "digits/data/digits-images.idx.gz"
HEAD, CELL, HELD_OUT = 16, 28 * 28, 8000
"""Bytes before the first image, bytes of an image, and where those begin that no training has seen."""


def script(name: str) -> str:
    """A module, `conv2d/conv2d.js`, and what it imports, as one script."""
    return joined(LIVE / name)


def engine(name: str) -> Engine:
    return Engine(script(name))


def names() -> list[str]:
    """The instruments: in the folder of each, a module of its name wakes it, and one says what it shows: `conv2d-view.js`."""
    return sorted(path.name for path in LIVE.iterdir() if path.is_dir())


def markdown(name: str, language: str, root: str = "../") -> list[str]:
    """An instrument as it stands in a page without scripts; `root` is the way from the page to the language's first."""
    given = [formulas()] if name == "shapes" else []
    text = lenet()[language] if name == "lenet" else engine(f"{name}/{name}-view.js").call("page", language, *given)
    return ["", *text.replace("{root}", root).split("\n"), ""]


def files() -> dict[str, bytes]:
    """What instruments fetch or show beside their scripts, by its name in the site."""
    found = {f"assets/live/lenet/{name}": data for name, data in lenet()["files"].items()}
    return found | {"assets/live/shapes/layers.json": json.dumps(formulas(), ensure_ascii=False, separators=(",", ":")).encode()}


def lenet() -> dict:
    """The live LeNet in both languages, and its files. The model runs once, here, for readers without scripts."""
    sources = [MODEL, DIGITS, *LIVE.glob("lenet/*.js")]
    return _lenet(tuple((path, path.stat().st_mtime_ns) for path in sources))


@cache
def _lenet(sources: tuple) -> dict:
    view = engine("lenet/lenet-view.js")
    model = MODEL.read_bytes()
    images = gzip.decompress(DIGITS.read_bytes())
    starts = (HEAD + (HELD_OUT + index) * CELL for index, _ in view.call("eval", "DIGITS"))
    chosen = [images[start : start + CELL] for start in starts]
    first = chosen[view.call("eval", "FIRST")]
    made = {
        language: view.call("page", language, list(model), list(first), hashlib.sha256(model).hexdigest())
        for language in LANGUAGES
    }
    return made | {"files": {"lenet-digits.bin": b"".join(chosen), "lenet-still.png": still(view, model, chosen)}}


def still(view: Engine, model: bytes, digits: list[bytes]) -> bytes:
    """The activations as a picture: clear where a number is 0, else the more colour the larger it is."""
    rows = view.call("still", list(model), [list(digit) for digit in digits])
    steps = view.call("eval", "STEPS")
    shades = [round(255 * level / steps) for level in range(1, steps + 1)]
    tints = [bytes(view.call("eval", name)).hex() for name in ("ORANGE", "BLUE")]
    colours = ["00000000", *(f"{tint}{shade:02x}" for tint in tints for shade in shades)]
    width = max(map(len, rows))
    levels = (bytes(level if level >= 0 else steps - level for level in row).ljust(width, b"\0") for row in rows)
    picture = Image.frombytes("P", (width, len(rows)), b"".join(levels))
    picture.putpalette(bytes.fromhex("".join(colours)), "RGBA")
    picture.save(made := io.BytesIO(), "PNG", optimize=True)
    return made.getvalue()


def formulas() -> dict[str, dict]:
    """The layers' data (snippets/layers/*.yml) as the shape checker reads it in the browser: formulas as trees, and no prose.

    By the name of the class: `call`, pairs of an argument and its default (alone where it has none); `let`, `cases` as
    [when, inputs, outputs]; `parameters`, `buffers`, `loops`; `errors`; `count`, `macs`; `functional`, the name of a function and
    what its arguments are; `lazy`, what it becomes. What is empty is left out.
    """
    return _formulas(tuple((path, path.stat().st_mtime_ns) for path in sorted(FOLDER.glob("*.yml"))))


@cache
def _formulas(sources: tuple) -> dict[str, dict]:
    return {name: formulas_of(layer) for name, layer in layers().items()}


def formulas_of(layer: Layer) -> dict:
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
