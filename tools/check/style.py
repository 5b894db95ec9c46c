"""Words that docs/style.yml refuses, in the prose of pages, labs, terms and in comments for readers."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.base.lines import COMMENT
from tools.base.project import DOCS, LANGUAGES, Fault, load, yaml_of
from tools.sources.examples import example_files
from tools.sources.labs import labs
from tools.sources.pages import language_of, pages
from tools.sources.terms import NOT_PROSE, TERMS, terms
from tools.sources.text import marks, walk

STYLE = DOCS / "style.yml"
QUOTED = re.compile(r"[\"“][^\"”]*[\"”]|「[^」]*」")


@functools.lru_cache(2)
def refused(language: str, text: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of all words, an English one as a whole; and what to say instead of each."""
    better = yaml_of(STYLE, text)[language]
    edge = r"\b" if language == "en" else ""
    return re.compile(f"{edge}(?:{'|'.join(map(re.escape, better))}){edge}", re.I), better


def wrong(text: str, language: str) -> Iterator[str]:
    pattern, better = refused(language, load(STYLE))
    for found in pattern.findall(QUOTED.sub(" ", NOT_PROSE.sub(" ", text))):
        say = better[found.lower()]
        yield f"'{found}': these pages say '{say}'. To speak of the word itself write 「{found}」 or “{found}”."


def said() -> Iterator[tuple[Path, int, str, str]]:
    """Everything that readers read: path, line, language, text."""
    for page in pages():
        yield from ((page, mark.number, language_of(page), mark.line) for mark in marks(page) if not mark.fence)
    for path in [*example_files(), *(lab.path for lab in labs())]:
        for number, line in enumerate(load(path).splitlines(), 1):
            if comment := COMMENT.match(line):
                yield path, number, comment[2], comment[3]
    for language in LANGUAGES:
        for lab in labs():
            for cell in lab.cells:
                yield from ((*mark.line.origin, language, str(mark.line)) for mark in walk(cell.text(language)) if not mark.fence)
        for term in terms():
            yield TERMS, term.line, language, term.means[language]


def style_faults(texts: Iterable[tuple[Path, int, str, str]] | None = None) -> Iterator[Fault]:
    for path, line, language, text in said() if texts is None else texts:
        yield from (Fault(path, line, what) for what in wrong(text, language))
