"""Pages as sources: where they are, what they include, and the blocks of code that a reader runs from top to bottom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tools.base.project import DOCS, LANGUAGES, SNIPPETS, relative
from tools.sources.text import marks


def pages(docs: Path = DOCS) -> list[Path]:
    return sorted(path for language in LANGUAGES for path in (docs / language).rglob("*.md"))


def language_of(page: Path, docs: Path = DOCS) -> str:
    return page.relative_to(docs).parts[0]


def place(page: Path, docs: Path = DOCS) -> str:
    """Where the site has it: `docs/zh/errors/index.md` → `zh/errors/`."""
    return re.sub(r"(?<=/)index/$", "", f"{page.relative_to(docs).with_suffix('').as_posix()}/")


class Include(NamedTuple):
    line: int
    path: Path
    """The included file, which may be missing."""
    section: str
    """Empty for a whole file."""
    fence: int
    """Line of the fence around it, 0 where there is none."""


def includes(page: Path) -> Iterator[Include]:
    for mark in marks(page):
        if mark.kind == "include":
            path, section = SNIPPETS / mark.found["path"], mark.found["section"] or ""
            yield Include(mark.number, path, section, mark.fence.line if mark.fence else 0)


def showing(example: Path, section: str) -> list[str]:
    """The places, `docs/en/lenet.md:41`, that show a section."""
    return [
        f"{relative(page)}:{include.line}"
        for page in pages()
        for include in includes(page)
        if include.path == example and include.section in ("", section)
    ]
