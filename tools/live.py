"""What runs in the reader's browser, in overrides/assets/live/: the same files, for the embedded engine."""

from __future__ import annotations

import re

from tools.faults import ROOT
from tools.js import Engine

LIVE = ROOT / "overrides/assets/live"
IMPORT = re.compile(r'^import .*? from "\./(.+?)";\n', re.M)
EXPORT = re.compile(r"^export (?=async|const|class|function)", re.M)


def script(name: str, seen: set[str] | None = None) -> str:
    """A module and what it imports as one script, since the engine loads no files. Their names must not clash."""
    seen = set() if seen is None else seen
    seen.add(name)
    text = (LIVE / name).read_text("utf-8")
    above = "".join(script(other, seen) for other in IMPORT.findall(text) if other not in seen)
    return above + EXPORT.sub("", IMPORT.sub("", text))


def engine(name: str) -> Engine:
    return Engine(script(name))


def names() -> list[str]:
    """The instruments: each has a module that wakes it and one that says what it shows."""
    return sorted(view.stem.removesuffix("-view") for view in LIVE.glob("*-view.js"))


def markdown(name: str, language: str) -> list[str]:
    """An instrument as it stands in a page without scripts."""
    return ["", *engine(f"{name}-view.js").call("page", language).split("\n"), ""]
