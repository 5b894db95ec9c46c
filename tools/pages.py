"""Pages as sources: where they are, what they include, and the blocks of code that a reader runs from top to bottom."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tools.examples import LANGUAGES, SNIPPETS, Example, parse
from tools.faults import ROOT, relative
from tools.includes import FENCE, INCLUDE, Line, expand
from tools.outputs import recorded
from tools.runner.jobs import Block

DOCS = ROOT / "docs"
FRESH = "<!-- fresh -->"
"""On a line of its own: the code below starts with an empty namespace."""


def pages(docs: Path = DOCS) -> list[Path]:
    return sorted(path for language in LANGUAGES for path in (docs / language).rglob("*.md"))


def language_of(page: Path, docs: Path = DOCS) -> str:
    return page.relative_to(docs).parts[0]


def place(page: Path, docs: Path = DOCS) -> str:
    """Where the site has it: `docs/zh/errors/index.md` → `zh/errors/`."""
    return re.sub(r"(?<=/)index/$", "", f"{page.relative_to(docs).with_suffix('').as_posix()}/")


class Include(NamedTuple):
    line: int
    path: Path
    """The included file, which may be missing."""
    section: str
    """Empty for a whole file."""
    fence: int
    """Line of the fence around it, 0 where there is none."""


def includes(page: Path) -> Iterator[Include]:
    fence: tuple[int, str] | None = None
    for number, line in enumerate(page.read_text("utf-8").splitlines(), 1):
        opening = FENCE.match(line)
        if fence and line.strip() == fence[1]:
            fence = None
        elif fence is None and opening:
            fence = (number, opening["ticks"])
        elif found := INCLUDE.match(line):
            yield Include(number, SNIPPETS / found["path"], found["section"] or "", fence[0] if fence else 0)


def showing(example: Path, section: str) -> list[str]:
    """The places, `docs/en/lenet.md:41`, that show a section."""
    return [
        f"{relative(page)}:{include.line}"
        for page in pages()
        for include in includes(page)
        if include.path == example and include.section in ("", section)
    ]


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
    def program(self) -> Example | None:
        return next((example for example, _ in self.shown if example.run), None)

    def expected_on(self, device: str) -> str:
        texts = [recorded(example, device).get(name, "") for example, name in self.shown]
        return "\n".join(filter(None, texts))

    def job_block(self, device: str) -> Block:
        """What to run: the shown lines, each at its place in the file it came from, comments for readers left out."""
        sections = [example.named[name] for example, name in self.shown]
        kind = next((section.kind for section in sections if section.kind != "plain"), "plain")
        skip = next((section.device for section in sections if section.device), "") if device != "cpu" else ""
        pieces: dict[str, list[str]] = {}
        for line in filter(str.strip, self.code):  # an empty line between two includes is the page's own
            path, number = line.origin
            source = pieces.setdefault(relative(path), [])
            source += [""] * (number - len(source))
            source[number - 1] = line
        return Block(
            name=" ".join(f"{relative(example.path)}:{name}" for example, name in self.shown),
            pieces=[(file, without_comments(lines)) for file, lines in pieces.items()],
            kind=kind,
            skip=skip,
            fresh=self.fresh,
        )


def without_comments(lines: list[str]) -> str:
    """Both languages of a page run the same text, once."""
    return "\n".join("" if line.lstrip().startswith("#") else line for line in lines) + "\n"


def blocks(page: Path, language: str | None = None) -> list[PageBlock]:
    """The Python blocks of a page."""
    return blocks_in(expand(page, language or language_of(page)))


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
