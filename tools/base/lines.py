"""Lines of a text that know where they came from, and those of an example that are not for every reader."""

from __future__ import annotations

import re
from pathlib import Path

COMMENT = re.compile(r"^(\s*)# (zh|en): ?(.*)$")
DRAWINGS = ("graph", "gradients", "tree")
META = re.compile(rf"^# (run|only|device|{'|'.join(DRAWINGS)}): ?(.*)$")


class Line(str):
    """A line that knows where it came from: `origin` is (path, 1-based number). `spaces + line` keeps it."""

    origin: tuple[Path, int] | None

    def __new__(cls, text: str, origin: tuple[Path, int] | None = None):
        self = super().__new__(cls, text)
        self.origin = origin
        return self

    def __radd__(self, spaces: str) -> Line:
        return Line(str(spaces) + str(self), self.origin)

    def cut(self, indent: str) -> Line:
        """Without the spaces that it shares with what is around it."""
        return Line(self[len(indent) :], self.origin)


def pick(lines: list[Line], language: str) -> list[Line]:
    """An example's lines as one reader sees them: their comments without the tag, no `# only:` and the like."""
    picked = []
    for line in lines:
        comment = COMMENT.match(line)
        if comment and comment[2] == language:
            picked.append(Line(f"{comment[1]}# {comment[3]}", line.origin))
        elif comment is None and not META.match(line):
            picked.append(line)
    return picked
