"""Formulas that KaTeX refuses or that Markdown would not see as such, and dollars that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tools.base.project import Fault
from tools.page.formulas import DISPLAY, INLINE, MathError, lined, render
from tools.sources.text import HEADING, marks

LONE = re.compile(r"(?<!\\)\$")
NOT_PROSE = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)\1(?!`)|<!--.*?-->", re.S)


def blocks(page: Path) -> Iterator[tuple[int, str]]:
    """What blank lines part, each with its first line's number; fences are blank, code and comments masked."""
    lines = ["" if mark.fence else mark.line for mark in marks(page)]
    text = NOT_PROSE.sub(lambda code: re.sub(r"[^\n]", "\x02", code[0]), "\n".join(lines))
    for block in re.finditer(r"(?:.*\S.*(?:\n|$))+", text):
        yield text.count("\n", 0, block.start()) + 1, block[0]


def formula_faults(page: Path) -> Iterator[Fault]:
    """Formulas that KaTeX refuses or that Markdown would not see as such, and dollars that are none."""
    for first, block in blocks(page):
        display = DISPLAY.fullmatch(block)
        for found in [display] if display else INLINE.finditer(block):
            start = found.start(1)
            line = first + block.count("\n", 0, start)
            row = block[block.rfind("\n", 0, start) + 1 :].lstrip()
            if HEADING.match(row.partition("\n")[0]):
                yield Fault(page, line, "a formula in a heading: contents and search show text. Write it in Unicode.")
            if row.startswith("|") and "|" in found[1]:
                yield Fault(page, line, "'|' in a formula ends its cell of the table. Write \\vert, \\Vert or \\mid.")
            try:
                render(lined(found[1]), bool(display))
            except MathError as error:
                yield Fault(page, line + error.line, str(error))
        for lone in LONE.finditer("" if display else INLINE.sub(lambda found: "\x02" * len(found[0]), block)):
            line = first + block.count("\n", 0, lone.start())
            yield Fault(page, line, "this '$' belongs to no formula. Write $x$, or $$x$$ between blank lines; a dollar is \\$.")
