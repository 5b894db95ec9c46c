"""Both languages say the same numbers and link to the same places: in each paragraph, entry, row, heading and comment."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from tools.base.lines import COMMENT, Line
from tools.base.project import DOCS, LANGUAGES, Fault, load, relative
from tools.sources.examples import example_files
from tools.sources.labs import labs
from tools.sources.numbers import NOT_SAID, Unit, in_words, units
from tools.sources.terms import TERMS, terms
from tools.sources.text import read

LINK = re.compile(r"\]\(([^)\s]+)\)")
MEND = "Say the same in both; a small number may be a word in one of them."


def saying_faults() -> Iterator[Fault]:
    """Of all that is written in two languages: pages, labs, comments in examples, terms."""
    zh, en = (DOCS / language for language in LANGUAGES)
    for page in sorted(zh.rglob("*.md")):
        twins = (page, en / page.relative_to(zh))
        yield from twin_faults(*(read(path).lines for path in twins))
        for key in ("title", "description"):
            yield from differing(*(Fault(path, 1, str(read(path).meta.get(key, ""))) for path in twins))
    for lab in labs():
        for cell in lab.cells:
            yield from twin_faults(*(cell.text(language) for language in LANGUAGES))
    for path in [*example_files(), *(lab.path for lab in labs())]:
        yield from comment_pairs(path)
    for term in terms():
        yield from differing(*(Fault(TERMS, 1, f"{term.en}: {term.means[language]}") for language in LANGUAGES))


def twin_faults(zh: list[Line], en: list[Line]) -> Iterator[Fault]:
    """Of prose and its twin, whose skeletons are alike."""
    ours, theirs = ({gap: list(found) for gap, found in groupby(units(lines), lambda unit: unit.gap)} for lines in (zh, en))
    for gap in ours.keys() | theirs.keys():
        left, right = ours.get(gap, []), theirs.get(gap, [])
        if len(left) != len(right):  # cut otherwise: compared as one
            left, right = [merged(left or right, left)], [merged(right or left, right)]
        for one, other in zip(left, right, strict=True):
            yield from differing(*(Fault(*unit.origin, unit.text) for unit in (one, other)))


def merged(place: list[Unit], found: list[Unit]) -> Unit:
    return replace(place[0], text="\n".join(unit.text for unit in found))


def comment_pairs(path: Path) -> Iterator[Fault]:
    """`# zh: …` and the `# en: …` below it."""
    waiting: Fault | None = None
    for number, line in enumerate(load(path).splitlines(), 1):
        comment = COMMENT.match(line)
        if comment and comment[2] == "en" and waiting:
            yield from differing(waiting, Fault(path, number, comment[3]))
        waiting = Fault(path, number, comment[3]) if comment and comment[2] == "zh" else None


def differing(zh: Fault, en: Fault) -> Iterator[Fault]:
    """What one place says and its twin does not. A place is given as a Fault: path, line and what stands there."""
    numbers = [Unit(place.line, place.what, 0).numbers for place in (zh, en)]
    words = [in_words(NOT_SAID.sub(" ", place.what), language) for place, language in zip((zh, en), LANGUAGES, strict=True)]
    links = [Counter(LINK.findall(place.what)) for place in (zh, en)]
    for here, there in ((0, 1), (1, 0)):
        place, twin = (zh, en) if here == 0 else (en, zh)
        alone = [
            f"{value:,.10g}" for value, times in numbers[here].items() if times > numbers[there][value] + words[there][value]
        ]
        where = f"stands here and not, or not so often, at {relative(twin.path)}:{twin.line}."
        if alone:
            yield Fault(place.path, place.line, f"{', '.join(alone)} {where} {MEND}")
        if led := links[here] - links[there]:
            yield Fault(place.path, place.line, f"a link to {', '.join(led)} {where} Lead both to the same places.")
