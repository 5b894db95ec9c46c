"""One term per concept: the variants that docs/terms.yml refuses, found in the prose of a page; and where its terms lead."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path

from tools.base.project import Fault, load
from tools.check import ids
from tools.sources.terms import FIRST_POOLING, NOT_PROSE, TERMS, parse, terms
from tools.sources.text import marks, read


@functools.lru_cache(4)
def refused(language: str, text: str) -> list[tuple[str, str]]:
    """(variant, wanted term) of docs/terms.yml, longest variant first."""
    pairs = [(variant, getattr(term, language)) for term in parse(text) for variant in term.refuse[language]]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def prose(page: Path, language: str) -> Iterator[tuple[int, str]]:
    """The lines that a reader reads as text, with all else taken out."""
    pooling = False
    for mark in marks(page):
        if mark.fence:
            continue
        text = NOT_PROSE.sub(" ", mark.line)
        if language == "en":
            text = re.sub(r"[\"“][^\"”]*[\"”]", " ", text).lower()
        elif not pooling and FIRST_POOLING in text:
            text, pooling = text.replace(FIRST_POOLING, " ", 1), True
        yield mark.number, text


def see_faults() -> Iterator[Fault]:
    """Terms whose section is not there: the glossary could not name it."""
    published = set(ids.written())
    for term in terms():
        if term.see not in published:
            what = f"'{term.en}' is explained at {term.see}, which is not there. Name a page and the id of its heading."
            yield Fault(TERMS, term.line, what)


def term_faults(page: Path, language: str) -> Iterator[Fault]:
    meta, pairs = read(page).meta, refused(language, load(TERMS))
    front = [(1, str(meta.get(key, ""))) for key in ("title", "description")]
    for number, text in [*front, *prose(page, language)]:
        for variant, wanted in pairs:
            if variant in text:
                yield Fault(
                    page, number, f"'{variant}': on this site it is '{wanted}'. To speak of the word itself write 「{variant}」."
                )
