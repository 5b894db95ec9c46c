"""What runs in the reader's browser, in overrides/assets/live/: the same files, for the embedded engine."""

from __future__ import annotations

import gzip
import hashlib
import io
from functools import cache

from PIL import Image

from tools.base.js import Engine, joined
from tools.base.project import LANGUAGES, ROOT, SNIPPETS

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
    text = lenet()[language] if name == "lenet" else engine(f"{name}/{name}-view.js").call("page", language)
    return ["", *text.replace("{root}", root).split("\n"), ""]


def files() -> dict[str, bytes]:
    """What instruments fetch or show beside their scripts, by its name in the site."""
    return {f"assets/live/lenet/{name}": data for name, data in lenet()["files"].items()}


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
