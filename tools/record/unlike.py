"""When two results are not alike: what kind of difference it is, and one line that tells it."""

from __future__ import annotations

import re
from typing import Any

from tools.record.runner import Result
from tools.sources.outputs import refused, same, tidy

LONGEST = 200
Differing = dict[str, dict[str, str]]


def kind_of(kind: str, result: Result) -> str:
    """An exception that nobody meant means that the code does not run there."""
    if result.error and not (result.unmeant or result.warned):
        return "missing"
    return "output" if kind == "plain" and not result.warned else "message"


def text_of(expected: str, result: Result) -> str:
    """One line: what it says there instead; empty where it says nothing."""
    if result.error and not result.unmeant:
        said = tidy(result.error).removeprefix("it warns: ").splitlines()
        line = said[0] if result.warned else said[-1]
    else:
        was, now = tidy(expected).splitlines(), tidy(result.output).splitlines()
        line = next((line for at, line in enumerate(now) if at >= len(was) or not same(line, was[at])), "")
    line = re.sub(r"\S*/(?=[\w.-]+)", "", line) if any(refused(line)) else line
    return line if len(line) <= LONGEST else f"{line[:LONGEST]} …"


def unlike(sections: list[tuple[str, str, str, str]], results: list[Result]) -> Differing:
    """Of (name, kind, what is recorded, why it is left out): those that differ. What follows one that fails has not run."""
    found: Differing = {}
    for number, (name, kind, expected, skipped) in enumerate(sections):
        result = results[number] if number < len(results) else None
        if skipped:
            continue
        if result is None:
            found[name] = {"kind": "missing", "text": ""}
        elif result.error or not same(expected, result.output):
            found[name] = {"kind": kind_of(kind, result), "text": text_of(expected, result)}
    return found


def first_unlike(was: Any, now: Any) -> str:
    """Where two pictures part, and what the second has there: `nodes.5.inputs.0: view`."""
    if type(was) is type(now) is dict and was.keys() == now.keys():
        parts = ((key, was[key], now[key]) for key in was)
    elif type(was) is type(now) is list and len(was) == len(now):
        parts = ((str(at), one, two) for at, (one, two) in enumerate(zip(was, now, strict=True)))
    else:
        return f": {len(now)} {'entries' if isinstance(now, list) else 'keys'}" if isinstance(now, list | dict) else f": {now}"
    key, one, two = next((key, one, two) for key, one, two in parts if one != two)
    rest = first_unlike(one, two)
    return f"{key}{rest}" if rest.startswith(":") else f"{key}.{rest}"
