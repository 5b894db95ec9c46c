"""The exercises and self-check questions of all lessons and labs, in the order of the nav.

An exercise's title may end in ★, ★★ or ★★★: one change, some thought, a small program. Without stars it counts as ★★.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tools.base.project import DOCS, SNIPPETS
from tools.sources.labs import page, parse
from tools.sources.nav import nav
from tools.sources.text import Source, read, walk

TITLE = re.compile(r"(?:\d+\. )?(.*?)(?: (★{1,3}))?")
MEDIUM = 2


class Exercise(NamedTuple):
    page: str
    """Its name in the nav, `lenet.md` or `labs/train.ipynb`."""
    lesson: str
    """The title of the page."""
    place: str
    """The id of the heading above."""
    kind: str
    """exercise or check."""
    title: str
    text: str
    """Its first paragraph, with links as from beside the lesson; of a check its title is all."""
    stars: int


def lessons(language: str) -> Iterator[tuple[str, Source]]:
    """The pages of the nav that there are, by their names there; of a lab, its prose."""
    for name in nav():
        lesson, lab = DOCS / language / name, (SNIPPETS / name).with_suffix(".py")
        if name.endswith(".md") and lesson.exists():
            yield name, read(lesson)
        elif name.endswith(".ipynb") and lab.exists():
            source, _ = parse(lab)
            yield name, Source(source.meta(language), page(source, language).splitlines())


def exercises(language: str) -> Iterator[Exercise]:
    for name, (meta, lines) in lessons(language):
        place = ""
        for number, _, kind, found, _ in walk(lines):
            if kind == "heading":
                place = found[3]
            elif kind == "box" and found[3] in ("exercise", "check"):
                title, stars = TITLE.fullmatch(found[4].strip('"')).groups()
                text = paragraph(lines[number:]) if found[3] == "exercise" else ""
                text = text.replace("](#", f"]({name}#")
                yield Exercise(name, meta["title"], place, found[3], title, text, len(stars or "") or MEDIUM)


def paragraph(lines: list[str]) -> str:
    """The first one of a box."""
    end = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    return " ".join(line.strip() for line in lines[:end])
