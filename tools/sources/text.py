"""A page's text: its front matter, and what each of its lines is. Every tool asks the one walker of lines, `walk`."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tools.base.lines import Line
from tools.base.project import Fault, Faults, load, yaml_of

HEADING = re.compile(r"^(#{1,6}) (.+?)(?:\s*\{ *#([A-Za-z][A-Za-z0-9-]*) *\})?$")
BOX = re.compile(r'^(\s*)(!!!|\?\?\?\+?|===)\s+(?:([\w-]+)\s*)?("[^"]*")?\s*$')
IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)(\{[^}]*\})?")
INCLUDE = re.compile(r'^(?P<indent>\s*)--8<-- "(?P<path>[^":]+)(?::(?P<section>[^"]+))?"\s*$')
FENCE = re.compile(r"^(?P<indent>\s*)(?P<ticks>`{3,}|~{3,})\s*(?P<info>[^`]*?)\s*$")
PLOT = re.compile(r"^!\[(?P<alt>.+)\]\((?P<path>[\w/-]+)\.plot\)\s*$")
"""A plot in a page, on a line of its own: `![What one sees.](init/spread.plot)`."""
FRESH = "<!-- fresh -->"
"""On a line of its own: the code below starts with an empty namespace."""
KINDS = {
    "include": INCLUDE.match,
    "heading": HEADING.match,
    "box": BOX.match,
    "table": re.compile(r"\s*\|").match,
    "plot": PLOT.match,
    "image": IMAGE.search,
    "comment": re.compile("<!--").match,
    "prose": re.compile(r"\S").search,
}
"""What a line outside of fences is: the first of these that it matches, or blank."""
PLAIN = re.compile(
    r"(?<!`)(?P<ticks>`+)(?!`)\s*(?P<code>.+?)\s*(?<!`)(?P=ticks)(?!`)"
    r"|\\(?P<escaped>[\\`*_{}\[\]()>#+.!$-])"
    r"|!?\[(?P<label>(?:[^\[\]]|\[[^\[\]]*\])+)\]\([^)\s]*\)"
    r"|(?P<stars>\*{1,3})(?![\s*])(?P<strong>.+?)(?<![\s*])(?P=stars)",
    re.S,
)


class Source(NamedTuple):
    """A page's text, its front matter read and blanked so that line numbers hold."""

    meta: dict
    lines: list[Line]


class Fence(NamedTuple):
    line: int
    indent: str
    ticks: str
    info: str
    """What stands behind the ticks."""


class Mark(NamedTuple):
    """A line and what it is."""

    number: int
    line: str
    kind: str
    """Outside of fences one of KINDS or blank; of a fence: fence, which begins it, code or include, and end."""
    found: re.Match[str] | None = None
    """What the pattern of its kind found."""
    fence: Fence | None = None
    """The fence it belongs to."""


def walk(lines: Iterable[str]) -> Iterator[Mark]:
    """What each line is. As for Markdown, a fence ends at its own ticks, as deep as it began, and at no others."""
    fence: Fence | None = None
    for number, line in enumerate(lines, 1):
        opening = None if fence else FENCE.match(line)
        if opening:
            fence = Fence(number, *opening.groups())
            yield Mark(number, line, "fence", opening, fence)
        elif fence and line.rstrip() == fence.indent + fence.ticks:
            yield Mark(number, line, "end", None, fence)
            fence = None
        elif fence:
            include = INCLUDE.match(line)
            yield Mark(number, line, "include" if include else "code", include, fence)
        else:
            yield next(
                (Mark(number, line, kind, found) for kind, is_it in KINDS.items() if (found := is_it(line))),
                Mark(number, line, "blank"),
            )


def read(page: Path) -> Source:
    return parsed(page, load(page))


def marks(page: Path) -> list[Mark]:
    """A page, walked; like what `read` gives, the same for all who ask, so leave it as it is."""
    return walked(page, load(page))


def headings(page: Path) -> dict[str, str]:
    """By their ids, as Markdown, top to bottom."""
    return {mark.found[3]: mark.found[2] for mark in marks(page) if mark.kind == "heading" and mark.found[3]}


@functools.lru_cache(256)
def parsed(page: Path, text: str) -> Source:
    """Each page is asked for many times in a build, and again in the next one."""
    lines = text.splitlines()
    end = lines.index("---", 1) + 1 if lines[:1] == ["---"] and "---" in lines[1:] else 0
    blank = [""] * end + lines[end:]
    meta = front_matter(page, "\n".join(lines[1 : max(end - 1, 0)]))
    return Source(meta, [Line(line, (page, n)) for n, line in enumerate(blank, 1)])


@functools.lru_cache(256)
def walked(page: Path, text: str) -> list[Mark]:
    return list(walk(parsed(page, text).lines))


def front_matter(page: Path, text: str) -> dict:
    """Raises Faults for one that is no YAML, or not lines of `name: value`."""
    found = yaml_of(page, text, what="the front matter", above=1) or {}
    if not isinstance(found, dict):
        raise Faults([Fault(page, 1, "the front matter is no list of `name: value`. Write `title: …` and so on.")])
    return found


def plain(text: str) -> str:
    """Markdown without its marks, as a reader sees it. Code keeps every letter; emphasis is by stars, never by underscores."""

    def shown(found: re.Match[str]) -> str:
        return found["code"] or found["escaped"] or plain(found["label"] or found["strong"])

    return PLAIN.sub(shown, text)


def escaped(text: str) -> str:
    """Plain text as Markdown that shows it letter by letter."""
    return re.sub(r"([\\`*_{}\[\]$])", r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;"))
