"""A page's text: its front matter, and the marks that every tool knows a line by."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import NamedTuple

import yaml

HEADING = re.compile(r"^(#{1,6}) (.+?)(?:\s*\{ *#([a-z][a-z0-9-]*) *\})?$")
BOX = re.compile(r'^(\s*)(!!!|\?\?\?\+?|===)\s+(?:([\w-]+)\s*)?("[^"]*")?\s*$')
IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)(\{[^}]*\})?")
INCLUDE = re.compile(r'^(?P<indent>\s*)--8<-- "(?P<path>[^":]+)(?::(?P<section>[^"]+))?"\s*$')
FENCE = re.compile(r"^(?P<indent>\s*)(?P<ticks>`{3,}|~{3,})\s*(?P<info>[^`]*?)\s*$")
PLOT = re.compile(r"^!\[(?P<alt>.+)\]\((?P<path>[\w/-]+)\.plot\)\s*$")
"""A plot in a page, on a line of its own: `![What one sees.](init/spread.plot)`."""


class Line(str):
    """A line that knows where it came from: `origin` is (path, 1-based number). `spaces + line` keeps it."""

    origin: tuple[Path, int] | None

    def __new__(cls, text: str, origin: tuple[Path, int] | None = None):
        self = super().__new__(cls, text)
        self.origin = origin
        return self

    def __radd__(self, spaces: str) -> Line:
        return Line(str(spaces) + str(self), self.origin)


class Source(NamedTuple):
    """A page's text, its front matter read and blanked so that line numbers hold."""

    meta: dict
    lines: list[str]


def read(page: Path) -> Source:
    lines = page.read_text("utf-8").splitlines()
    meta: dict = {}
    if lines and lines[0] == "---" and "---" in lines[1:]:
        end = lines.index("---", 1)
        meta = front_matter("\n".join(lines[1:end]))
        lines[: end + 1] = [""] * (end + 1)
    return Source(meta, lines)


@functools.lru_cache(1024)
def front_matter(text: str) -> dict:
    return yaml.safe_load(text) or {}
