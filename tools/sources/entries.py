"""The entries of the reference pages, that is of the error clinic and of the corrections: what stands below each heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.base.project import DOCS, SNIPPETS, relative
from tools.sources.examples import Example, parse
from tools.sources.outputs import recorded
from tools.sources.text import marks, plain

REFERENCE = re.compile(r"(errors/(?!index)\w+|corrections(/(?!index)\w+)?)\.md$")
"""Pages whose headings are questions that readers come with."""
RAISED = re.compile(r"^[\w.]*(?:Error|Exception|Warning)\b", re.M)
LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])+)\]\(([^)\s]+)\)")


@dataclass
class Entry:
    page: Path
    line: int
    level: int
    id: str
    title: str
    """As Markdown."""
    text: list[str] = field(default_factory=list)
    """Its paragraphs, as Markdown."""
    shown: list[tuple[Example, str]] = field(default_factory=list)
    """The sections of its code."""

    @property
    def answer(self) -> str:
        return plain(self.text[0]) if self.text else ""

    @property
    def links(self) -> list[str]:
        return [target for _, target in LINK.findall("\n".join(self.text))]

    @property
    def message(self) -> str:
        """The error or warning that its code is there to raise, on one line."""
        for example, name in self.shown:
            if example.named[name].kind != "plain":
                text = recorded(example).get(name, "")
                return " ".join(text[RAISED.search(text).start() :].split())
        return ""


def entries(page: Path) -> list[Entry]:
    """Every heading of a page with what follows it, up to the next one."""
    found: list[Entry] = []
    for number, line, kind, what, fence in marks(page):
        if kind == "heading":
            found.append(Entry(page, number, len(what[1]), what[3], what[2]))
        elif found and fence and kind == "include" and what["path"].endswith(".py"):
            found[-1].shown.append((parse(SNIPPETS / what["path"])[0], what["section"] or "program"))
        elif found and not fence and kind not in ("blank", "comment"):
            found[-1].text.append(line.strip())
    return found


def reference(language: str, folder: str) -> list[Entry]:
    """The entries of all pages of a folder, `errors` or `corrections`."""
    pages = sorted((DOCS / language / folder).glob("*.md"))
    return [entry for page in pages if page.stem != "index" for entry in entries(page) if entry.level == 2]


def questions(page: Path) -> list[Entry]:
    """For search engines: the headings of a reference page that answer something."""
    return [entry for entry in entries(page) if entry.level > 1 and entry.answer] if REFERENCE.search(page.as_posix()) else []


def explained(example: Path, section: str) -> Iterator[str]:
    """Where the lessons explain what a reference page shows: `docs/en/module.md#linear`."""
    for page in sorted(DOCS.rglob("*.md")):
        for entry in questions(page):
            if any(shown.path == example and name == section for shown, name in entry.shown):
                yield from (
                    relative((page.parent / link.partition("#")[0]).resolve()) + f"#{link.partition('#')[2]}"
                    for link in entry.links
                )
