"""Lines of a text that know where they came from."""

from __future__ import annotations

from pathlib import Path


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
