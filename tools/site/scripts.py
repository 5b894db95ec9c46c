"""Our scripts as readers load them: an instrument is one file, and all are as short as a minifier makes them."""

from __future__ import annotations

import re
from pathlib import Path

import minify

from tools.base.js import joined

GIVEN = re.compile(r"^export (?:async )?(?:const|class|function) (\w+)", re.M)


def publish(folder: Path) -> None:
    """In the built site of one language. What instruments import goes into the module that wakes them."""
    ours = [folder / f"assets/live/{path.name}/{path.name}.js" for path in folder.glob("assets/live/*/")]
    made = {path: module(path) for path in [*ours, *folder.glob("assets/scripts/*.js")]}
    made |= {path: short(path.read_text("utf-8")) for path in folder.glob("assets/javascripts/workers/search.*.js")}
    for path in {*folder.glob("assets/live/*/*.js")} - {*ours}:
        path.unlink()
    for path, text in made.items():
        path.write_text(f"{text}\n", "utf-8", newline="\n")


def module(path: Path) -> str:
    """With all that it imports from beside it; what it exports itself is said at its end."""
    given = ", ".join(GIVEN.findall(path.read_text("utf-8")))
    inside = f"{{\n{joined(path)}return {{ {given} }};\n}}"  # where the names of modules, too, can be short
    return short(f"const {{ {given} }} = (() => {inside})();\nexport {{ {given} }};\n" if given else joined(path))


def short(source: str) -> str:
    """Without comments and spaces, and with short names inside functions."""
    return minify.string("application/javascript", source)
