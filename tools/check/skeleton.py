"""What a page is made of, whatever its language: headings, fences, includes, boxes, tables, pictures. Both languages have one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tools.base.project import LANGUAGES, Fault, relative
from tools.sources.text import BOX, FENCE, HEADING, IMAGE, INCLUDE, PLOT, read

BOXES = ("note", "tip", "warning", "older", "mistake", "exercise", "check", "answer")
INFOS = ("python", "text", "sh")


class Part(NamedTuple):
    line: int
    what: str
    """Equal in both languages."""


def parts(page: Path) -> Iterator[Part]:
    """The skeleton, top to bottom."""
    fence = ""
    rows = 0
    for number, line in enumerate([*read(page).lines, ""], 1):
        if rows and not line.lstrip().startswith("|"):
            yield Part(number - 1, f"a table of {rows} lines")
            rows = 0
        opening = FENCE.match(line)
        if fence:
            if line.strip() == fence:
                fence = ""
            elif include := INCLUDE.match(line):
                yield Part(number, f"the include {include['path']}:{include['section'] or ''}")
        elif opening:
            fence = opening["ticks"]
            yield Part(
                number, f"a {opening['info'].split()[0] if opening['info'] else 'bare'} fence, indented {len(opening['indent'])}"
            )
        elif include := INCLUDE.match(line):
            yield Part(number, f"the include {include['path']}")
        elif heading := HEADING.match(line):
            yield Part(number, f"a heading of level {len(heading[1])} with id '{heading[3]}'")
        elif box := BOX.match(line):
            yield Part(number, f"{box[2]} {box[3] or 'tab'}, indented {len(box[1])}")
        elif line.lstrip().startswith("|"):
            rows += 1
        elif image := IMAGE.search(line):
            yield Part(number, f"the image {image[2]}")


def page_faults(page: Path) -> Iterator[Fault]:
    """How a page is written: what would be shown wrongly, or not be run."""
    source = read(page)
    for key in ("title", "description"):
        if not source.meta.get(key):
            yield Fault(page, 1, f"no {key}. Add '{key}: …' between '---' lines at the top.")
    fence: tuple[int, str, str] | None = None
    for number, line in enumerate(source.lines, 1):
        opening = FENCE.match(line)
        if fence and line.strip() == fence[1]:
            fence = None
        elif fence and fence[2] == "python" and line.strip() and not INCLUDE.match(line):
            yield Fault(page, number, f"code on the page itself: {line.strip()!r}. Put it in an example and include its section.")
        elif fence is None and opening:
            info = opening["info"]
            fence = (number, opening["ticks"], info)
            if opening["ticks"].startswith("~") or info not in INFOS:
                yield Fault(
                    page, number, f"a fence {opening['ticks']}{info!r} would not be run. Write ```{' or ```'.join(INFOS)}."
                )
        elif fence is None and (heading := HEADING.match(line)) and not heading[3]:
            yield Fault(page, number, f"heading {heading[2]!r} has no id. Add one in English: '{{ #forward-pass }}'.")
        elif fence is None and (box := BOX.match(line)) and box[2] != "===":
            if box[3] not in BOXES:
                yield Fault(page, number, f"there is no box '{box[3]}' (there are: {', '.join(BOXES)}).")
            if not box[4]:
                yield Fault(page, number, f'a box without a title. Write {box[2]} {box[3]} "…".')
        elif fence is None and re.match(r"\s*(!!!|\?\?\?)", line) and not BOX.match(line):
            yield Fault(page, number, f"{line.strip()!r} is no box. Write '!!! note \"Title\"'.")
        elif fence is None and (image := IMAGE.search(line)):
            if not image[1].strip():
                yield Fault(page, number, f"image {image[2]} has no alt text. Say in words what it shows.")
            if not PLOT.match(line) and not re.search(r"width=.*height=", image[3] or ""):
                yield Fault(page, number, f'image {image[2]} has no size. Add \'{{ width="…" height="…" }}\'.')
    if fence:
        yield Fault(page, fence[0], f"this fence never ends. Close it with {fence[1]}.")


def pair_faults(docs: Path) -> Iterator[Fault]:
    """Pages without a twin, and the first place where two twins part."""
    for folder in sorted(path for path in docs.iterdir() if path.is_dir() and path.name not in LANGUAGES):
        yield Fault(folder, 1, f"'{folder.name}' is no language of this site (has: {', '.join(LANGUAGES)}). Move its pages.")
    trees = {language: {path.relative_to(docs / language) for path in (docs / language).rglob("*.md")} for language in LANGUAGES}
    for language, other in (LANGUAGES, LANGUAGES[::-1]):
        for name in sorted(trees[language] - trees[other]):
            yield Fault(
                docs / language / name, 1, f"there is no {relative(docs / other / name)}. Write it: same headings, same includes."
            )
    for name in sorted(trees["zh"] & trees["en"]):
        zh, en = docs / "zh" / name, docs / "en" / name
        ours, theirs = list(parts(zh)), list(parts(en))
        end = Part(len(read(en).lines), "the end of the page")
        for left, right in zip([*ours, end], [*theirs, end], strict=False):
            if left.what != right.what:
                yield Fault(
                    en, right.line, f"{right.what}, where {relative(zh)}:{left.line} has {left.what}. Make them one skeleton."
                )
                break
