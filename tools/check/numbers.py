"""Both languages say the same numbers: in each paragraph, entry, row, heading and comment."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from tools.base.project import LANGUAGES, Fault, relative
from tools.sources.numbers import NOT_SAID, Unit, in_words, units
from tools.sources.text import read

MEND = "Say the same in both; a small number may be a word in one of them."


def number_faults(zh: Path, en: Path) -> Iterator[Fault]:
    """Of a page and its twin, whose skeletons are alike."""
    ours, theirs = (
        {gap: list(found) for gap, found in groupby(units(read(page).lines), lambda unit: unit.gap)} for page in (zh, en)
    )
    for gap in ours.keys() & theirs.keys():
        left, right = ours[gap], theirs[gap]
        if len(left) != len(right):  # cut otherwise: compared as one
            left, right = [merged(left)], [merged(right)]
        for one, other in zip(left, right, strict=True):
            yield from differing(Fault(zh, one.line, one.text), Fault(en, other.line, other.text))


def merged(found: list[Unit]) -> Unit:
    return Unit(found[0].line, "\n".join(unit.text for unit in found), found[0].gap)


def differing(zh: Fault, en: Fault) -> Iterator[Fault]:
    """The numbers of one place that its twin does not have. A place is given as a Fault: path, line and what stands there."""
    numbers = [Unit(place.line, place.what, 0).numbers for place in (zh, en)]
    words = [in_words(NOT_SAID.sub(" ", place.what), language) for place, language in zip((zh, en), LANGUAGES, strict=True)]
    for here, there in ((0, 1), (1, 0)):
        alone = [text for value, text in numbers[here].items() if value not in numbers[there] and value not in words[there]]
        if alone:
            place, twin = (zh, en) if here == 0 else (en, zh)
            where = f"{relative(twin.path)}:{twin.line}"
            yield Fault(place.path, place.line, f"{', '.join(alone)} stands here and not at {where}. {MEND}")
