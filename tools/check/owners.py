"""Whose each number in the prose is: no number without an owner, so that none can change unseen.

A number belongs to what the page shows (code, an output, a picture), to a test that tells it (tests/helpers/told.py), to the
sum it stands in, to the heading that a link repeats, to the recorded torch, or it is exempt by one of RULES. All else is a fault.
"""

from __future__ import annotations

import ast
import functools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tools.base.project import DOCS, LANGUAGES, ROOT, Fault, Faults, load
from tools.check.shown import is_shown, known_at, shown_in_lab, shown_numbers
from tools.sources.labs import Lab, labs
from tools.sources.numbers import DIGITS, NOT_SAID, Unit, units, value
from tools.sources.pages import language_of, pages
from tools.sources.terms import TERMS, terms
from tools.sources.text import headings, read
from tools.sources.versions import versions

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


class Owned(NamedTuple):
    path: Path
    line: int
    number: float
    owner: str
    """output, test, sum, heading, a rule; empty: nobody."""


def page_owners(page: Path) -> Iterator[Owned]:
    language = language_of(page)
    name = page.relative_to(DOCS / language).with_suffix("").as_posix()
    shown = list(shown_numbers(page, language))
    front = [Unit(1, str(read(page).meta.get(key, "")), 0) for key in ("title", "description")]
    for unit in [*front, *units(read(page).lines)]:
        whole = unit.line == 1 or unit.text.lstrip().startswith(("#", "!", "?"))
        known = known_at(shown, math.inf if whole else unit.line)
        for number in unit.numbers.elements():
            yield Owned(page, unit.line, number, owner_of(unit, number, known, name, language) or linked(unit.text, page, number))


def lab_owners(lab: Lab, language: str) -> Iterator[Owned]:
    shown = list(shown_in_lab(lab, language))
    for cell in lab.cells:
        for unit in units(cell.text(language)):
            known = known_at(shown, math.inf if cell.kind == "page" else cell.line)
            for number in unit.numbers.elements():
                yield Owned(*unit.origin, number, owner_of(unit, number, known, f"labs/{lab.name}", language))


def term_owners(language: str) -> Iterator[Owned]:
    for term in terms():
        unit = Unit(term.line, term.means[language], 0)
        for number in unit.numbers.elements():
            yield Owned(TERMS, unit.line, number, owner_of(unit, number, set(), "terms", language))


def owner_of(unit: Unit, number: float, known: set[float], page: str, language: str) -> str:
    if any(number in numbers_in(told) for told in told_in(unit.text, page, language)):
        return "test"
    if unit.text.startswith("| `") and page in run_row_by_row():
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


def linked(text: str, page: Path, number: float) -> str:
    """Whether a link repeats the heading that it leads to: the owner of its number is found where that stands."""
    for words, target, name in LINK.findall(text):
        if words in told_by((page.parent / target).resolve() if target else page).get(name, "") and number in numbers_in(words):
            return "heading"
    return ""


@functools.cache
def told_by(page: Path) -> dict[str, str]:
    """Its headings; none where there is no such page, which the build tells."""
    return headings(page) if page.suffix == ".md" and page.exists() else {}


def numbers_in(text: str) -> set[float]:
    return {value(found) for found in DIGITS.finditer(NOT_SAID.sub(" ", text))}


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
    for node in calls()["told"]:
        words = {keyword.arg: keyword.value for keyword in node.keywords}
        page, forms = node.args[0], [words.get("zh"), words.get("en")]
        if all(isinstance(part, ast.Constant) for part in (page, *forms)):
            found.append(Told(page.value, {"zh": forms[0].value, "en": forms[1].value}))
    for node in calls()["raises"]:  # of tests/helpers/claims.py: a message that the page quotes, numbers included
        page, message = node.args[0], node.args[1] if len(node.args) > 2 else None
        if isinstance(page, ast.Constant) and isinstance(message, ast.Constant):
            form = "`" + message.value.replace("{", "{{").replace("}", "}}")
            found.append(Told(page.value, {"zh": form, "en": form}))
    return found


@functools.cache
def run_row_by_row() -> set[str]:
    """The pages whose tables of code a test runs: `rows("keys")` of tests/helpers/keys.py."""
    return {node.args[0].value for node in calls()["rows"] if isinstance(node.args[0], ast.Constant)}


@functools.cache
def tree(path: Path) -> ast.Module:
    """A test, read once. Raises Faults for one that Python cannot read."""
    try:
        return ast.parse(load(path))
    except SyntaxError as error:
        raise Faults([Fault(path, error.lineno or 1, f"it is no Python: {error.msg}.")]) from None


@functools.cache
def calls() -> dict[str, list[ast.Call]]:
    """Of each function, with arguments, in the tests."""
    found: dict[str, list[ast.Call]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                found[node.func.id].append(node)
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


def owner_faults(found: Iterable[Owned], counts: Counter[str] | None = None) -> Iterator[Fault]:
    """The numbers that nobody owns; `counts` is told how many each kind of owner has."""
    for path, line, number, owner in found:
        if counts is not None:
            counts[owner or "nobody"] += 1
        if not owner:
            what = (
                f"the number {number:,.10g} has no owner: no output, code or picture above shows it. Show it, or let a test "
                f"tell it: told(…) of tests/helpers/told.py."
            )
            yield Fault(path, line, what)


def all_owner_faults(counts: Counter[str]) -> list[Fault]:
    """Of all pages, labs and terms."""
    found = [owned for page in pages() for owned in page_owners(page)]
    for language in LANGUAGES:
        found += [owned for lab in labs() for owned in lab_owners(lab, language)]
        found += term_owners(language)
    return list(owner_faults(found, counts))


def summary(counts: Counter[str]) -> str:
    """numbers: 5,407 by output, 920 by test, 96 by rule"""
    kinds = Counter()
    for owner, count in counts.items():
        kinds["rule" if owner in RULES else owner] += count
    return "numbers: " + ", ".join(f"{count:,} by {kind}" for kind, count in kinds.most_common())
