"""The blocks of code of a page, which its reader runs from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tools.base.lines import Line
from tools.sources.examples import Example, parse
from tools.sources.text import FRESH, walk

OTHER_BUILD = ".other-build"
"""The class of an output that another build of torch printed."""


@dataclass
class PageBlock:
    """A Python fence of a page, with what it shows."""

    line: int
    """Of the fence, in the page's source."""
    code: list[Line]
    shown: list[tuple[Example, str]] = field(default_factory=list)
    fresh: bool = False
    expected: str = ""
    """The output that the page shows below it."""

    @property
    def kind(self) -> str:
        """plain, fails or warns."""
        return next((kind for example, name in self.shown if (kind := example.named[name].kind) != "plain"), "plain")

    @property
    def program(self) -> Example | None:
        return next((example for example, _ in self.shown if example.run), None)


def blocks_in(lines: list[Line]) -> list[PageBlock]:
    """The Python blocks of a page's text with everything included."""
    found: list[PageBlock] = []
    fresh, code = False, []
    for _, line, kind, _, fence in walk(lines):
        if kind == "fence":
            code = []
        elif not fence:
            fresh |= line.strip() == FRESH
        elif kind != "end":
            code.append(line.cut(fence.indent))
        elif fence.info.split()[:1] == ["python"]:
            found.append(PageBlock(lines[fence.line - 1].origin[1], code, sections_of(code), fresh))
            fresh = fresh and found[-1].program is not None  # a program does not join the namespace
        elif ".output" in fence.info and OTHER_BUILD not in fence.info and found:
            found[-1].expected = "".join(f"{text}\n" for text in code)
    return found


def sections_of(code: list[Line]) -> list[tuple[Example, str]]:
    """Which sections these lines came from, in order."""
    examples = {path: parse(path)[0] for path in {line.origin[0] for line in code} if path.suffix == ".py"}
    found: dict[tuple[Path, str], Example] = {}
    for line in code:
        path, number = line.origin
        if path not in examples:
            continue
        for section in examples[path].named.values():
            if section.start < number <= section.start + len(section.lines):
                found[path, section.name] = examples[path]
    return [(example, name) for (_, name), example in found.items()]
