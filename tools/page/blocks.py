"""The blocks of code of a page, which its reader runs from top to bottom."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path

from tools.sources.examples import Example, parse
from tools.sources.pages import FRESH
from tools.sources.text import FENCE, Line


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
    """The Python blocks of a page's text with everything included, extracted by pytest-codeblocks."""
    from pytest_codeblocks import extract_from_buffer  # pulls in pytest, which the site does not need

    plain: list[str] = []
    inside = indent = ""
    for line in lines:  # it collects ```python only: without attributes, and outputs behind a comment
        fence = FENCE.match(line)
        if inside or not fence:
            plain.append(str(line).ljust(len(indent)))  # it would cut the end of an empty line in an indented fence
            inside = "" if line.strip() == inside else inside
            indent = indent if inside else ""
            continue
        inside, indent = fence["ticks"], fence["indent"]
        if ".output" in fence["info"]:
            plain[-1] = "<!--pytest-codeblocks:expected-output-->"
        plain.append(f"{fence['indent']}{fence['ticks']}{fence['info'].split()[0] if fence['info'] else ''}")
    found: list[PageBlock] = []
    previous, fresh = 0, False
    for block in extract_from_buffer(io.StringIO("\n".join(plain) + "\n"), max_num_lines=10**6):
        start = block.lineno
        if block.syntax == "python":
            code = lines[start : start + block.code.count("\n")]
            code = [Line(text, line.origin) for text, line in zip(block.code.splitlines(), code, strict=True)]
            fresh |= any(line.strip() == FRESH for line in lines[previous:start])
            found.append(PageBlock(lines[start - 1].origin[1], code, sections_of(code), fresh, block.expected_output or ""))
            previous, fresh = start, fresh and found[-1].program is not None  # a program does not join the namespace
        elif block.expected_output and found and found[-1].program:  # printed by its command line
            found[-1].expected = block.expected_output
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
