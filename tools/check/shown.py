"""The numbers that a reader can see: of the code, the outputs and the pictures of a page or a lab."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tools.base.project import SNIPPETS, load
from tools.page.pictures import markdown
from tools.sources.examples import parse, plot_of
from tools.sources.labs import Lab
from tools.sources.labs import recorded as recorded_lab
from tools.sources.outputs import recorded
from tools.sources.text import Mark, read, walk

SHOWN = re.compile(r"(?<![\w.])\d[\d_]*(?:\.\d+)?(?:e[-+]?\d+)?|(?<=[×x])\d+")
NEXT = 2
"""Prose may speak of the next blocks, too: it leads over to them."""
WORDS = re.compile(r">([^<>]+)</text>")
"""What a figure says."""


def is_shown(number: float, known: set[float]) -> bool:
    """As such, rounded to the digits that the prose gives, or as a percentage."""
    if number in known or number / 100 in known:
        return True
    text = f"{number:.10g}"
    places = len(text.partition(".")[2])
    rounded = (round(other, places) if places else None for other in known)
    percent = (round(100 * other, places) for other in known if other < 1)
    return number in rounded or number in percent


def shown_numbers(page: Path, language: str) -> Iterator[tuple[int, set[float]]]:
    """Line by line of the page: the numbers of the code, the outputs and the pictures that stand there."""
    for mark in walk(read(page).lines):
        text = "\n".join(texts(mark, language))
        if found := numbers_of(text):
            yield mark.number, found


def numbers_of(text: str) -> set[float]:
    return {float(number.replace("_", "")) for number in SHOWN.findall(text)}


def shown_in_lab(lab: Lab, language: str) -> Iterator[tuple[int, set[float]]]:
    """Cell by cell: its code and what it gave; and the code of answers, in prose."""
    outputs = iter(recorded_lab(lab)["outputs"])
    for cell in lab.cells:
        lines = [*cell.shown(language)] if cell.kind in ("code", "needs") else []
        lines += [mark.line for mark in walk(cell.text(language)) if mark.kind == "code"]
        for output in next(outputs, ()) if cell.kind == "code" else ():
            lines += [output.get("text", ""), *WORDS.findall(output.get("data", {}).get("image/svg+xml", ""))]
        if found := numbers_of("\n".join(lines)):
            yield cell.line, found


def texts(mark: Mark, language: str) -> Iterator[str]:
    if mark.kind == "code":
        yield mark.line
    elif mark.kind == "plot":
        picture = plot_of(SNIPPETS / mark.found["path"])
        yield from WORDS.findall(load(picture)) if picture.exists() else ()
    elif mark.kind == "include" and mark.found["path"].endswith(".graph"):
        yield from markdown(SNIPPETS / mark.found["path"], language)
    elif mark.kind == "include" and mark.found["path"].endswith(".py"):
        example = parse(SNIPPETS / mark.found["path"])[0]
        section = mark.found["section"] or "program"
        yield from (line for _, line in example.named[section].code)
        yield recorded(example).get(section, "")


def known_at(shown: list[tuple[int, set[float]]], line: float) -> set[float]:
    """What is shown above a line, or soon below it."""
    below = [number for number, _ in shown if number > line]
    reach = below[min(NEXT, len(below)) - 1] if below else line
    return {number for at, numbers in shown if at <= reach for number in numbers}
