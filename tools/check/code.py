"""Code that Markdown shows and nobody runs: whatever it takes for code is held against the fences that are collected."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import markdown
from markdown.treeprocessors import Treeprocessor

from tools.base.lines import Line
from tools.base.project import Fault
from tools.sources.nav import config
from tools.sources.text import Mark, walk

HTML = re.compile(r"<(pre|code|samp|kbd|listing|xmp|plaintext|textarea|script)\b", re.I)
INLINE_CODE = re.compile(r"(`+).+?\1")
MEND = "Write a fence ```python, and in it the include of an example's section."


class Blocks(Treeprocessor):
    """Keeps what the first steps of Markdown have taken for code; nothing else is rendered."""

    def __init__(self):
        super().__init__()
        self.found: list[str] = []

    def fence(self, source: str, *_, **__) -> str:
        self.found.append(source)
        return ""

    def run(self, root) -> None:
        self.found += ["".join(code.itertext()) for code in root.iter("code")]  # indented: a fence is no element yet
        root.clear()


@functools.cache
def site_markdown() -> tuple[markdown.Markdown, Blocks]:
    """The site's own, as far as it says what is code; MkDocs adds tables."""
    blocks = Blocks()
    named = [name for name in config().get("markdown_extensions", {}) if not name.startswith("tools.") and name != "toc"]
    fences = {"custom_fences": [{"name": "*", "class": "", "format": blocks.fence}]}
    md = markdown.Markdown(extensions=["tables", *named], extension_configs={"pymdownx.superfences": fences})
    md.treeprocessors.register(blocks, "blocks", 1000)
    return md, blocks


def code_faults(lines: list[Line]) -> Iterator[Fault]:
    """Of a page, or of a lab's prose."""
    collected: dict[Mark, str] = {}
    for mark in walk(lines):
        if mark.kind == "include" and mark.found["path"].endswith(".py") and (not mark.fence or mark.fence.info != "python"):
            yield Fault(*mark.line.origin, "code outside of a fence ```python is run by nobody. Write ```python around it.")
        elif mark.kind == "fence":
            start, collected[start] = mark, ""
        elif mark.fence and mark.kind != "end":
            collected[start] += f"{mark.line.cut(mark.fence.indent)}\n"
        elif not mark.fence and (found := HTML.search(INLINE_CODE.sub("", mark.line))):
            yield Fault(*mark.line.origin, f"<{found[1]}> shows code that nobody runs. {MEND} Within a sentence write `…`.")
    md, blocks = site_markdown()
    blocks.found.clear()
    md.reset().convert("\n".join(lines))
    shown, ours = Counter(map(tidy, blocks.found)), Counter(map(tidy, collected.values()))
    for code in (shown - ours).elements():
        first = code.partition("\n")[0]
        yield Fault(*place(code, lines), f"{first!r} is shown as code, and nobody runs it. {MEND}")
    for start, code in collected.items():
        if tidy(code) in ours - shown:
            yield Fault(
                *start.line.origin, "Markdown takes this fence for text. Indent all its lines like the first, or a list's by 4."
            )


def tidy(code: str) -> str:
    return "\n".join(line.rstrip() for line in code.expandtabs(4).strip("\n").splitlines())


def place(code: str, lines: list[Line]) -> tuple[Path, int]:
    """Where it stands: outside of the fences that are collected, if it stands there, too."""
    rows = [row.strip() for row in code.splitlines()]
    starts = [mark for mark in walk(lines) if all(map(str.endswith, map(str.rstrip, lines[mark.number - 1 :]), rows))]
    return min(starts, key=lambda mark: mark.fence is not None).line.origin if starts else lines[0].origin
