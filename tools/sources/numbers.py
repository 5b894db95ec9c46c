"""Numbers in prose: where they stand, and what they are worth, in digits or in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.sources.text import Mark, walk

DIGITS = re.compile(
    r"(?<![\w.])(?<![^\W\d_]-)"  # no fc1, no UTF-8
    r"(?P<digits>(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?)(?:\s*(?P<unit>[万亿]|thousand|million|billion))?(?!\w*_)"
)
NOT_SAID = re.compile(r"\]\([^)]*\)|<!--.*?-->|\{[ :]*[#.][^}]*\}|<[^>]+>|^\s*\d+\. |^\s*[-*] |\b(?:width|height)=\S+", re.M)
"""Addresses, comments, attributes, and what counts the entries of a list."""
UNITS = {"万": 10_000, "亿": 100_000_000, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}

COUNTED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty"
)
ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth"
MEANT = {
    0: "zeros",
    1: "once single ones",
    2: "twice double doubles doubled both pair neither half halve halves halved",
    0.5: "half halve halves halved",
    4: "quarter",
    0.25: "quarter",
    12: "dozen",
    100: "hundred",
    1000: "thousand thousands",
    1_000_000: "million",
}
"""What else an English word may say, by number."""
ENGLISH: dict[str, set[float]] = {}
for number, words in [*enumerate(COUNTED.split()), *enumerate(ORDINALS.split()), *MEANT.items()]:
    for word in words.split():
        ENGLISH.setdefault(word, set()).add(number)
DIGIT = {letter: number for number, letter in enumerate("零一二三四五六七八九")} | {"两": 2, "双": 2, "倍": 2, "单": 1}
POWER = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
CHINESE = re.compile(f"[{''.join([*DIGIT, *POWER])}]+|半")


@dataclass
class Unit:
    """What is compared and owned as a whole: a paragraph, an entry of a list, a row of a table, a heading."""

    line: int
    text: str
    gap: int
    """How many headings, boxes and fences stand above: both languages have the same."""
    lines: list[str] = field(default_factory=list)

    @property
    def origin(self) -> tuple[Path, int]:
        """Where it stands in its source; of lines that know theirs."""
        return self.lines[0].origin

    @property
    def numbers(self) -> Counter[float]:
        """Those in digits, and how often."""
        return Counter(value(found) for found in DIGITS.finditer(NOT_SAID.sub(" ", self.text)))


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
                gap += 1
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


def in_words(text: str, language: str) -> Counter[float]:
    """The numbers that a text may say in words, all that its words can mean, and how often."""
    found: Counter[float] = Counter()
    for word in re.findall("[a-z]+", text.lower()):
        found.update(ENGLISH.get(word, ()))
    for match in CHINESE.finditer(text if language == "zh" else ""):
        letters = {DIGIT.get(letter, POWER.get(letter, 0)) for letter in match[0]}
        found.update({0.5, 2} if match[0] == "半" else {chinese(match[0]), *letters})
    return found


def chinese(text: str) -> float:
    """三百二十 → 320, 十八 → 18."""
    total, digit = 0, 0
    for letter in text:
        if letter in POWER:
            total, digit = total + (digit or 1) * POWER[letter], 0
        else:
            digit = DIGIT[letter]
    return total + digit
