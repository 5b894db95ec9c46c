"""Numbers in prose: where they stand, and what they are worth, in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tools.sources.text import Mark, walk

DIGITS = re.compile(
    r"(?<![\w.])(?<![^\W\d_]-)"  # no fc1, no UTF-8
    r"(?P<digits>(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?)(?:\s*(?P<unit>[万亿]))?(?!\w*_)"
)
NOT_SAID = re.compile(r"\]\([^)]*\)|<!--.*?-->|\{[ :]*[#.][^}]*\}|<[^>]+>|^\s*\d+\. |^\s*[-*] |\b(?:width|height)=\S+", re.M)
"""Addresses, comments, attributes, and what counts the entries of a list."""
UNITS = {"万": 10_000, "亿": 100_000_000}

ENGLISH = {word: {number} for number, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty".split()
)} | {
    **{word: {number} for number, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)},
    **dict.fromkeys(("once", "single", "a", "an", "another", "ones", "only"), {1}),
    **dict.fromkeys(("twice", "double", "doubles", "doubled", "both", "pair", "neither"), {2}),
    **dict.fromkeys(("half", "halve", "halves", "halved"), {2, 0.5}),
    **dict.fromkeys(("no", "none", "nothing", "zeros"), {0}),
    **{"quarter": {4, 0.25}, "dozen": {12}, "thirty": {30}, "forty": {40}, "fifty": {50}},
    **{"hundred": {100}, "thousand": {1000}, "thousands": {1000}, "million": {1_000_000}, "billion": {1_000_000_000}},
}  # fmt: skip
CHINESE = {letter: number for number, letter in enumerate("零一二三四五六七八九十")} | {
    **{"两": 2, "双": 2, "倍": 2, "单": 1, "百": 100, "千": 1000, "万": 10_000},
}
CHINESE_NUMBER = re.compile(f"[{''.join(CHINESE)}]+|半")


@dataclass
class Unit:
    """What is compared and owned as a whole: a paragraph, an entry of a list, a row of a table, a heading."""

    line: int
    text: str
    gap: int
    """How many headings, boxes and fences stand above: both languages have the same."""
    lines: list[str] = field(default_factory=list)

    @property
    def numbers(self) -> dict[float, str]:
        """Those in digits, each with how it is written."""
        return {value(found): found[0].strip() for found in DIGITS.finditer(NOT_SAID.sub(" ", self.text))}


def value(found: re.Match[str]) -> float:
    return float(found["digits"].replace(",", "")) * UNITS.get(found["unit"] or "", 1)


def units(lines: Iterable[str]) -> Iterator[Unit]:
    """The prose of a page, top to bottom."""
    current: Unit | None = None
    gap = 0
    for mark in walk(lines):
        whole = mark.kind in ("heading", "box", "image", "plot")
        if mark.fence or whole or mark.kind in ("blank", "comment", "include"):
            gap += mark.kind in ("fence", "heading", "box", "include")
            if current:
                yield current
            current = None
            if whole:
                yield Unit(mark.number, mark.line, gap, [mark.line])
        elif current is None or begins(mark):
            if current:
                yield current
            current = Unit(mark.number, mark.line, gap, [mark.line])
        else:
            current.text += f"\n{mark.line}"
            current.lines.append(mark.line)
    if current:
        yield current


def begins(mark: Mark) -> bool:
    """A new entry or row, with nothing blank above it."""
    return mark.kind == "table" or bool(re.match(r"\s*(?:[-*]|\d+\.) |\s*:   ", mark.line))


def in_words(text: str, language: str) -> set[float]:
    """The numbers that a text may say in words: all that its words can mean."""
    found: set[float] = set()
    for word in re.findall("[a-z]+", text.lower()):
        found |= ENGLISH.get(word, set())
    for match in CHINESE_NUMBER.finditer(text if language == "zh" else ""):
        if match[0] == "半":
            found |= {0.5, 2}
            continue
        found |= {CHINESE[letter] for letter in match[0]}
        tens, ten, ones = match[0].partition("十")
        if ten:
            found.add(CHINESE.get(tens[-1:], 1) * 10 + CHINESE.get(ones[:1], 0))
    return found
