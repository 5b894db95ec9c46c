"""Where the boxes and lines of a graph go: Netron's layout, out of the package `netron`, run without a browser."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tools.base.js import Engine

HERE = Path(__file__).parent
# Netron's files are modules and QuickJS gets one plain script: the seams where they import and export come off.
SEAMS = {
    "dagre.js": [r"^export const \{ layout, Graph \} = dagre;$"],
    "grapher.js": [
        r"^export const \{ Graph, Node, Edge, Argument \} = grapher;$",
        r"^ *const dagre = await import\('\./dagre\.js'\);$",
    ],
}


class NetronError(Exception):
    """The installed Netron is not the one that this code knows."""

    def __init__(self, what: str):
        mend = "Install the version in requirements.txt, or adapt SEAMS in tools/graph/layout.py."
        super().__init__(f"netron {version('netron')}: {what}. {mend}")


def plain(name: str, text: str) -> str:
    """A module of Netron without its seams. Each must be there exactly once, and no other."""
    for seam in SEAMS[name]:
        text, found = re.subn(seam, "", text, flags=re.MULTILINE)
        if found != 1:
            raise NetronError(f"{name} has {found} lines like /{seam}/, expected 1")
    if left := re.search(r"^(import|export)\b.*", text, re.MULTILINE):
        raise NetronError(f"{name} has a seam that is not in SEAMS: {left[0]}")
    return text


@cache
def script() -> str:
    import netron

    folder = Path(netron.__file__).parent
    modules = [plain(name, (folder / name).read_text("utf-8")) for name in SEAMS]
    return "\n".join([*modules, (HERE / "engine.js").read_text("utf-8")])


def arrange(boxes: list[dict[str, Any]], lines: list[dict[str, Any]], direction: str) -> dict[str, list[dict[str, Any]]]:
    """Middles of the boxes, curves of the lines and middles of their labels; see engine.js."""
    return Engine(script()).call("arrange", boxes, lines, direction)
