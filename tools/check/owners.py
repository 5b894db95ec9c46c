"""Whose each number in the prose is: no number without an owner, so that none can change unseen.

A number belongs to what the page shows (code, an output, a picture), to a test that tells it (tests/helpers/told.py), to the
sum it stands in, to the heading that a link repeats, to the recorded torch, or it is exempt by one of RULES. All else is a fault.
"""

from __future__ import annotations

import ast
import functools
import math
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tools.base.project import DOCS, ROOT, SNIPPETS, Fault, load
from tools.page.pictures import markdown
from tools.sources.examples import parse, plot_of
from tools.sources.numbers import DIGITS, NOT_SAID, Unit, units, value
from tools.sources.outputs import recorded
from tools.sources.pages import language_of, pages
from tools.sources.text import Mark, read, walk
from tools.sources.versions import versions

SHOWN = re.compile(r"(?<![\w.])\d[\d_]*(?:\.\d+)?(?:e[-+]?\d+)?|(?<=[×x])\d+")
NEXT = 2
"""Prose may speak of the next blocks, too: it leads over to them."""
RULES = {
    "version": re.compile(
        r"\b(?:torch\w*|PyTorch|Python|CUDA|NumPy|ONNX|Netron|opset|IR) ?v?\d[\d.]*"
        r"|\b[Ss]ince \d+\.\d[\d.]*|[自从] ?\d+\.\d[\d.]* 起"
    ),
    "name": re.compile(r"\b(?:RFC|ISO|BY|RTX) ?\d[\d.]*"),
}
"""What is plainly no claim of the page. (`float32`, `A100` and `UTF-8` hold no number to begin with.)"""
LINK = re.compile(r"\[((?:`[^`]*`|[^\[\]`])+)\]\(([\w./-]*)#([\w-]+)\)")
TERM = r"(?:\d|[.,](?=\d)|[()√²³/·×*+−\- ])*"
SUM = re.compile(rf"(?<![\w.,]){TERM}\d{TERM}[=≈]{TERM}\d%?(?:[=≈]{TERM}\d%?)*")


class Told(NamedTuple):
    """A sentence that a test asserts."""

    page: str
    form: dict[str, str]


def number_owners(page: Path) -> Iterator[tuple[Unit, float, str]]:
    """(where, number, owner): output, test, sum, a rule; empty where nobody owns it."""
    language = language_of(page)
    name = page.relative_to(DOCS / language).with_suffix("").as_posix()
    shown = list(shown_numbers(page, language))
    front = [Unit(1, str(read(page).meta.get(key, "")), 0) for key in ("title", "description")]
    for unit in [*front, *units(read(page).lines)]:
        whole = unit.line == 1 or unit.text.lstrip().startswith(("#", "!", "?"))
        reach = math.inf if whole else next_blocks(shown, unit.line)
        known = {number for line, numbers in shown if line <= reach for number in numbers}
        links = set(linked(unit.text, page))
        for number in unit.numbers.elements():
            yield unit, number, owner_of(unit, number, known, name, language) or ("heading" if number in links else "")


def owner_of(unit: Unit, number: float, known: set[float], page: str, language: str) -> str:
    if any(number in numbers_in(told) for told in told_in(unit.text, page, language)):
        return "test"
    if is_shown(number, known):
        return "output"
    if any(number in numbers_in(found) for found in sums(unit.text)):
        return "sum"
    if number == torch_recorded():
        return "version"
    return next((rule for rule, said in RULES.items() if number in exempt(said, unit.text)), "")


def exempt(rule: re.Pattern[str], text: str) -> set[float]:
    return {number for found in rule.finditer(text) for number in numbers_in(found[0])}


@functools.cache
def torch_recorded() -> float:
    """2.13: what the outputs are of; the check of the versions sees that this is so."""
    return float(".".join(versions()["cpu"]["torch"].split(".")[:2]))


def linked(text: str, page: Path) -> Iterator[float]:
    """The numbers of the links that repeat the heading they lead to: its own owner is found where it stands."""
    for words, target, name in LINK.findall(text):
        if words in headings((page.parent / target).resolve() if target else page).get(name, ""):
            yield from numbers_in(words)


@functools.cache
def headings(page: Path) -> dict[str, str]:
    """By their ids; none where there is no such page, which the build tells."""
    lines = read(page).lines if page.suffix == ".md" and page.exists() else []
    found = (mark.found for mark in walk(lines) if mark.kind == "heading")
    return {heading[3]: heading[2] for heading in found if heading[3]}


def numbers_in(text: str) -> set[float]:
    return {value(found) for found in DIGITS.finditer(NOT_SAID.sub(" ", text))}


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
        if found := {float(number.replace("_", "")) for number in SHOWN.findall(text)}:
            yield mark.number, found


def texts(mark: Mark, language: str) -> Iterator[str]:
    if mark.kind == "code":
        yield mark.line
    elif mark.kind == "plot":
        picture = plot_of(SNIPPETS / mark.found["path"])
        yield from re.findall(r">([^<>]+)</text>", load(picture)) if picture.exists() else ()
    elif mark.kind == "include" and mark.found["path"].endswith(".graph"):
        yield from markdown(SNIPPETS / mark.found["path"], language)
    elif mark.kind == "include" and mark.found["path"].endswith(".py"):
        example = parse(SNIPPETS / mark.found["path"])[0]
        section = mark.found["section"] or "program"
        yield from (line for _, line in example.named[section].code)
        yield recorded(example).get(section, "")


def next_blocks(shown: list[tuple[int, set[float]]], line: int) -> float:
    below = [number for number, _ in shown if number > line]
    return below[min(NEXT, len(below)) - 1] if below else line


def sums(text: str) -> Iterator[str]:
    """The stretches of a text that are sums, and right: `3·8·8 = 192`."""
    for found in SUM.finditer(text):
        sides = re.split("[=≈]", found[0].replace("%", "/100"))
        results = [result for side in sides if (result := computed(side)) is not None]
        if len(results) == len(sides) and all(
            is_shown(abs(result), {abs(results[0])}) or is_shown(abs(results[0]), {abs(result)}) for result in results
        ):
            yield found[0]


SIGNS = {"·": "*", "×": "*", "−": "-", "–": "-", "²": "**2", "³": "**3", ",": ""}


def computed(text: str) -> float | None:
    """The value of a sum in digits; None where it is something else."""
    code = re.sub(r"√(\d+(?:\.\d+)?)", r"sqrt(\1)", re.sub("[·×−–²³,]", lambda sign: SIGNS[sign[0]], text)).strip().rstrip(".")
    code = code.replace("√", "sqrt")
    if not re.fullmatch(r"(?:sqrt(?=\()|[\d.()*/+\- ])+", code):
        return None
    try:
        return float(eval(compile(ast.parse(code, mode="eval"), "sum", "eval"), {"__builtins__": {}, "sqrt": math.sqrt}))
    except (SyntaxError, ValueError, ZeroDivisionError, TypeError, OverflowError):
        return None


@functools.cache
def told() -> list[Told]:
    """Every sentence that a test tells, read from the tests."""
    found = []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(load(path))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "told":
                words = {keyword.arg: keyword.value for keyword in node.keywords}
                page, forms = node.args[0], [words.get("zh"), words.get("en")]
                if all(isinstance(part, ast.Constant) for part in (page, *forms)):
                    found.append(Told(page.value, {"zh": forms[0].value, "en": forms[1].value}))
    return found


@functools.cache
def patterns(page: str, language: str) -> list[re.Pattern[str]]:
    return [pattern(one.form[language]) for one in told() if one.page == page]


def pattern(form: str) -> re.Pattern[str]:
    """Where a page says this: the places of the numbers take any, and how the lines break does not matter."""
    parts = re.split(r"\{[^{}]*\}", form.replace("{{", "\0").replace("}}", "\1"))
    letters = [r"\s*".join(re.escape(letter) for letter in re.sub(r"\s+", "", part)) for part in parts]
    return re.compile(r"\s*[-−]?\d(?:[\d.,]*\d)?(?:e[-+]?\d+)?%?\s*".join(letters).replace("\0", "{").replace("\1", "}"))


def told_in(text: str, page: str, language: str) -> Iterator[str]:
    for one in patterns(page, language):
        yield from (found[0] for found in one.finditer(text))


def owner_faults(page: Path, counts: Counter[str] | None = None) -> Iterator[Fault]:
    """The numbers that nobody owns; `counts` is told how many each kind of owner has."""
    for unit, number, owner in number_owners(page):
        if counts is not None:
            counts[owner or "nobody"] += 1
        if not owner:
            what = (
                f"the number {number:,.10g} has no owner: no output, code or picture above shows it. Show it, or let a test "
                f"tell it: told(…) of tests/helpers/told.py."
            )
            yield Fault(page, unit.line, what)


def all_owner_faults(counts: Counter[str]) -> list[Fault]:
    """Of all pages."""
    return [fault for page in pages() for fault in owner_faults(page, counts)]


def summary(counts: Counter[str]) -> str:
    """numbers: 5,407 by output, 920 by test, 96 by rule"""
    kinds = Counter()
    for owner, count in counts.items():
        kinds["rule" if owner in RULES else owner] += count
    return "numbers: " + ", ".join(f"{count:,} by {kind}" for kind, count in kinds.most_common())
