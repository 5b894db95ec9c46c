"""Our scripts as readers load them: an instrument is one file, and all are without comments. Tests run them so, too."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from pygments.lexers import JavascriptLexer
from pygments.token import Comment, String

from tools.base.js import joined

GIVEN = re.compile(r"^export (?:async )?(?:const|class|function) (\w+)", re.M)


def publish(folder: Path) -> None:
    """Write them so into the built site of one language. What instruments import goes into the module that wakes them."""
    ours = [folder / f"assets/live/{path.name}/{path.name}.js" for path in folder.glob("assets/live/*/")]
    made = {path: module(path) for path in [*ours, *folder.glob("assets/scripts/*.js")]}
    for path in {*folder.glob("assets/live/*/*.js")} - {*ours}:
        path.unlink()
    for path, text in made.items():
        path.write_text(f"{text}\n", "utf-8", newline="\n")


def module(path: Path) -> str:
    """The text of a module, with all that it imports from beside it. At its end stands what it exports itself."""
    given = GIVEN.findall(path.read_text("utf-8"))
    return short(joined(path) + (f"export {{ {', '.join(given)} }};\n" if given else ""))


@functools.lru_cache(64)
def short(source: str) -> str:
    """Without comments and indentation: a tenth less to load, and each word that is left stays as it is.

    Minifiers save more, and two that pip installs changed what a program does: one moved a destructuring up, the other took
    a regular expression for a division.
    """
    kept = [""]
    for kind, text in JavascriptLexer(stripnl=False, ensurenl=False).get_tokens(source):
        if kind in Comment or (text.isspace() and kind not in String):
            space = "\n" if "\n" in text else " "
            if not kept[-1].isspace():
                kept.append(space)
            elif space == "\n":
                kept[-1] = space
        else:
            kept.append(text)
    return "".join(kept).strip()
