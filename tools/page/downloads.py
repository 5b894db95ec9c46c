"""Lessons to take along: a page's code as a script, the whole page as a notebook, its programs under their own names.

Made of the blocks that the page shows, in the page's language. The same sources give the same bytes; no torch.
A program does not join the page's code: the script leaves it out, the notebook shows it as text.
"""

from __future__ import annotations

import html
import re
from base64 import b64encode
from pathlib import Path
from textwrap import indent
from urllib.parse import urljoin

import nbformat

from tools.base.lines import Line
from tools.base.words import words
from tools.page import pictures
from tools.page.blocks import PageBlock, blocks_in
from tools.page.includes import expand
from tools.sources.text import HEADING, plain, read, walk
from tools.sources.versions import versions

GUARD = """\
try:
{}
except Exception as error:
    import traceback
    print("".join(traceback.format_exception_only(error)).rstrip())"""
"""Around a failing block: print what the page shows, and go on. overrides/assets/scripts/copy.js does the same."""
FAILS = {"tags": ["raises-exception"]}
FOLDED = {"jupyter": {"source_hidden": True, "outputs_hidden": True}}
RESET = "%reset -f"
"""What a notebook says for `<!-- fresh -->`; a script empties its namespace itself."""
EMPTY = '[globals().pop(name) for name in list(globals()) if not name.startswith("__")]'
RAISED = re.compile(r"^(?:[\w.]*(?:Error|Exception|Warning)\b|(?:\w+\.)+[A-Z]\w+: )", re.M)
"""Where the error or the warning begins in what a block printed."""
INLINE = re.compile(r"(`+).+?\1|(!?)\[((?:[^\[\]]|\[[^\[\]]*\])+)\]\(([^)\s]+)\)(?:\{[^}]*\})?| ?\{:? ?[.#][^}]*\}")
"""Code; an image or a link, its text and its target; attributes."""


class Lesson:
    """A page as the cells of a notebook. `address` is its language's; empty: not known, and links to pages become text."""

    metadata: dict = {}  # noqa: RUF012
    """What a notebook says of itself beside its language."""

    def __init__(self, page: Path, language: str, address: str = ""):
        self.name = page.relative_to(next(folder for folder in page.parents if folder.name == language)).as_posix()
        self.title, self.address = read(page).meta["title"], address
        self.instrument = self.instead_of_instrument(language)
        self.notes = [self.link()] * bool(address) + [words(language)["notebook"]["made"].format(**versions()["cpu"])]
        self.pictures = pictures.pictures(language)
        lines = expand(page, language)
        self.blocks = {block.line: block for block in blocks_in(lines)}
        self.cells = self.cut(lines)

    def instead_of_instrument(self, language: str) -> str:
        """What a notebook says where the page has something that only works there."""
        return words(language)["notebook"]["instrument"].format(f"[{self.title}]({self.link()})" if self.address else self.title)

    def link(self, target: str = "") -> str:
        there = urljoin(self.address + self.name, target).replace("/index.md", "/")
        return there.replace(".md", "/").replace(".ipynb", "/")  # labs are pages, too

    def inline(self, found: re.Match[str]) -> str:
        """Markdown of the site as it can stand outside of it."""
        code, image, text, target = found.groups()
        if code or not target:
            return found[0] if code else ""
        if target in self.pictures:
            target = f"data:image/svg+xml;base64,{b64encode(self.pictures[target].read_bytes()).decode()}"
        elif not re.match("https?:", target):
            target = self.link(target) if self.address else ""
        return f"{image}[{text}]({target})" if target else text

    def cut(self, lines: list[Line]) -> list[dict]:
        """Cells: one for each block of code and for the prose between. A heading begins one; boxes are cut in themselves."""
        cells = [prose()]

        def add(*more: dict) -> None:
            for cell in more:
                if "outputs" in cell or "outputs" in cells[-1] or HEADING.match(cell["source"]):
                    cells.append(cell)
                else:
                    cells[-1]["source"] += f"\n{cell['source']}"

        block, marks, after = None, list(walk(lines)), 0
        for number, line, kind, found, fence in marks:
            if number <= after:
                continue
            if fence:
                after = next(mark.number for mark in marks[number:] if mark.kind == "end")
                is_output = ".output" in fence.info
                block = block if is_output else self.blocks.get(line.origin[1])
                if block is None or block.program:
                    add(prose("\n".join([f"{fence.indent}```text" if is_output else line, *lines[number:after]])))
                elif not is_output:
                    add(*code_cells(block))
            elif kind == "box":
                edge = f"{found[1]}    "
                after = next(
                    (mark.number - 1 for mark in marks[number:] if mark.line.strip() and not mark.line.startswith(edge)),
                    len(lines),
                )
                body = self.cut([text.cut(edge) for text in lines[number:after]])
                add(*boxed(body, found[4].strip('"'), folded=found[2] != "!!!"), prose())
            elif line.startswith('<div class="instrument'):
                after = lines.index("</div>", number) + 1
                add(prose(self.instrument))
            elif kind == "include" and found["path"].endswith(".live"):  # in a lab, whose prose nothing has expanded
                add(prose(self.instrument))
            elif not line.lstrip().startswith("<!--"):
                add(prose(INLINE.sub(self.inline, line)))
        return [cell | {"source": cell["source"].strip("\n")} for cell in cells if cell["source"].strip()]

    def script(self) -> str:
        """The cells of code, below headings that are comments: `# %%` as editors know it."""
        parts, title = ["\n".join(f"# {note}" for note in [self.title, *self.notes])], ""
        for cell in self.cells:
            source = cell["source"]
            if "outputs" in cell:
                source = GUARD.format(indent(source, "    ")) if cell["metadata"].items() >= FAILS.items() else source
                parts.append(title + (EMPTY if source == RESET else source))
                title = ""
            elif heading := HEADING.match(source.partition("\n")[0]):
                title = f"# %% {plain(heading[2])}\n"
        return "\n\n".join(parts) + "\n"

    def notebook(self) -> str:
        cells = [*self.cells, prose("  \n".join(self.notes))]
        cells = [cell | {"id": f"cell-{number}"} for number, cell in enumerate(cells, 1)]
        kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
        data = {"cells": cells, "metadata": kernel | self.metadata, "nbformat": 4, "nbformat_minor": 5}
        return nbformat.writes(nbformat.from_dict(data), split_lines=False) + "\n"


def prose(text: str = "") -> dict:
    """What new_markdown_cell makes, which takes a millisecond to check each; a page is cut into one a line at first."""
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def code(source: str, outputs: list[dict], **metadata) -> dict:
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": outputs, "source": source}


def code_cells(block: PageBlock) -> list[dict]:
    """A block with what it printed: text, then the error or the warning."""
    kind, expected = block.kind, block.expected.rstrip("\n")
    raised = RAISED.search(expected) if kind != "plain" else None
    text, last = (expected[: raised.start()], expected[raised.start() :]) if raised else (expected, "")
    name, _, value = last.partition(": ")
    error = {"output_type": "error", "ename": name.rpartition(".")[2], "evalue": value, "traceback": last.splitlines()}
    streams = {"stdout": text, "stderr": last if kind == "warns" else ""}
    outputs = [{"output_type": "stream", "name": name, "text": f"{text.rstrip()}\n"} for name, text in streams.items() if text]
    source = "\n".join(block.code)
    shown = code(source, [*outputs, error], **FAILS) if kind == "fails" else code(source, outputs)
    return [code(RESET, []), shown] if block.fresh else [shown]


def boxed(cells: list[dict], title: str, folded: bool) -> list[dict]:
    """A box around cells: prose is folded or quoted, the title stands above the first."""
    cells = cells if cells and "outputs" not in cells[0] else [prose(), *cells]
    for cell in cells:
        source = cell["source"]
        if "outputs" in cell:
            cell["metadata"] |= FOLDED if folded else {}
        elif folded and source:
            cell["source"] = f"<details>\n<summary>{html.escape(plain(title))}</summary>\n\n{source}\n\n</details>"
        else:
            source = f"**{title}**\n\n{source}" if cell is cells[0] else source
            cell["source"] = "\n".join(f"> {line}".rstrip() for line in source.strip().splitlines())
    return cells


def files(page: Path, language: str, address: str = "") -> dict[str, str]:
    """What a page has to download, by its place below the language's address; nothing where it shows no code."""
    lesson = Lesson(page, language, address)
    if not lesson.blocks:
        return {}
    name = lesson.name.removesuffix(".md")
    script = lesson.script()
    itself = re.search(rf"^import {page.stem}\b", script, re.M)  # onnx.py would import itself
    alone = f"downloads/{name}_lesson" if itself else f"downloads/{name}"
    programs = [block for block in lesson.blocks.values() if block.program]
    own = {f"{alone}.py": script, f"{alone}.ipynb": lesson.notebook()}
    return own | {f"downloads/{name}/{block.program.path.name}": "\n".join(block.code) + "\n" for block in programs}
