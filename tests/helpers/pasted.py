"""Errors as readers paste them: those that the examples raise, with other numbers."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from tools.page.doctor import aliases
from tools.sources.entries import RAISED, reference
from tools.sources.examples import example_files, parse
from tools.sources.outputs import recorded


def errors() -> Iterator[str]:
    """Every error and warning that an example shows, as recorded."""
    for path in example_files():
        example = parse(path)[0]
        for section in example.named.values():
            if section.kind != "plain" and not section.only:
                text = recorded(example)[section.name]
                raised = RAISED.search(text)
                yield text[raised.start() :] if raised else text


def shape(text: str) -> str:
    """A message whatever its numbers, on one line."""
    return " ".join(re.sub(r"\d+", "0", text).split())


@functools.cache
def messages() -> list[str]:
    return sorted({shape(error): error for error in errors()}.values())


@functools.cache
def other_wordings() -> dict[str, list[str]]:
    """By the id of an entry."""
    known = aliases({entry.id for entry in reference("en", "errors")})
    return {id: [shape(form["text"]) for form in forms] for id, forms in known.items()}


def known_as(what: str) -> set[str]:
    """The entries of the clinic that have it among their other wordings."""
    bare = what.partition(": ")[2]
    return {id for id, forms in other_wordings().items() if any(bare in form for form in forms)}


def with_other_numbers(message: str) -> str:
    return re.sub(r"(?<![A-Za-z_\d])\d+|(?<=\dx)\d+", lambda number: str(7 * int(number[0]) + 3), message)


def explained(message: str, shapes: dict[str, str]) -> set[str]:
    """The sections that have it, and those of entries that know it in other words; `shapes` are those of all sections."""
    what = shape(message)[:45]
    found = {place for place, text in shapes.items() if what in text}
    known = known_as(what)
    return found | {place for place in shapes if place.partition("#")[2] in known}


def most(message: str) -> int:
    """So many results may come before it: of KeyError: '0' there is only the name to go by."""
    return 1 if re.search("[a-z]{3}", message.partition(":")[2]) else 10
