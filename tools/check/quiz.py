"""Self-check questions: the first sentence of an answer names the right options by their places, the same in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tools.base.lines import Line
from tools.base.project import DOCS, LANGUAGES, Fault, relative
from tools.sources.text import read, walk

ENGLISH = ["first", "second", "third", "fourth", "fifth"]
PLACES = {word: place for place, word in enumerate(ENGLISH, 1)}
PLACES |= {letter: place for place, letter in enumerate("一二三四五", 1)} | {str(place): place for place in range(1, 6)}
NAMED = {"zh": re.compile(r"第 ?([一二三四五1-5])"), "en": re.compile(rf"\b({'|'.join(ENGLISH)})\b", re.I)}
SENTENCE = re.compile(r"[.:。：](?:\s|$|(?<=[。：]))")
OPTION = re.compile(r"    \d+\. ")
HOW = {"zh": "选第 2 项：…", "en": "The second: …"}


class Question(NamedTuple):
    line: int
    options: int
    answer: int
    """The line on which the answer begins; 0 where there is none."""
    right: frozenset[int]
    """The places that it names."""


def questions(lines: Iterable[Line], language: str) -> Iterator[Question]:
    lines = list(lines)
    boxes = [mark.number for mark in walk(lines) if mark.kind == "box" and mark.found[3] == "check"]
    for start in boxes:
        box = []
        for line in lines[start:]:
            if line.strip() and not line.startswith("    "):
                break
            box.append(line)
        fold = next((at for at, line in enumerate(box) if line.startswith("    ??? answer")), None)
        text = [(at, line) for at, line in enumerate(box) if fold is not None and at > fold and line.strip()]
        first = SENTENCE.split(text[0][1], maxsplit=1)[0] if text else ""
        right = frozenset(PLACES[word.lower()] for word in NAMED[language].findall(first))
        options = sum(bool(OPTION.match(line)) for line in box[:fold])
        yield Question(start, options, start + 1 + text[0][0] if text else 0, right)


def quiz_faults(docs: Path = DOCS) -> Iterator[Fault]:
    for zh in sorted((docs / "zh").rglob("*.md")):
        pages = {"zh": zh, "en": docs / "en" / zh.relative_to(docs / "zh")}
        if not pages["en"].exists():  # the check of the pairs says so
            continue
        found = {language: list(questions(read(pages[language]).lines, language)) for language in LANGUAGES}
        for language in LANGUAGES:
            for question in found[language]:
                if not question.answer:
                    yield Fault(pages[language], question.line, "a question without an answer. Fold one in: '??? answer \"…\"'.")
                elif not question.right or max(question.right) > question.options:
                    what = f"the answer does not begin with the right option's place, of {question.options}: {HOW[language]!r}."
                    yield Fault(pages[language], question.answer, what)
        for one, other in zip(*found.values(), strict=False):
            if one.right and other.right and one.right != other.right:
                what = f"the right option is {places(other)} here, and {places(one)} at {relative(zh)}:{one.answer}. Mend one."
                yield Fault(pages["en"], other.answer, what)


def places(question: Question) -> str:
    return ", ".join(map(str, sorted(question.right)))
