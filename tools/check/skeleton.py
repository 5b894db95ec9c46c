"""What a page is made of, whatever its language: headings, fences, includes, boxes, tables, pictures. Both languages have one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tools.base.project import LANGUAGES, Fault, line_of, relative
from tools.sources.nav import CONFIG, nav
from tools.sources.text import IMAGE, marks, read, walk

BOXES = ("note", "tip", "warning", "older", "mistake", "exercise", "check", "answer")
INFOS = ("python", "text", "sh")


class Part(NamedTuple):
    line: int
    what: str
    """Equal in both languages."""


def parts(page: Path) -> Iterator[Part]:
    """The skeleton, top to bottom."""
    rows = 0
    for number, line, kind, found, fence in walk([*read(page).lines, ""]):
        if rows and kind != "table":
            yield Part(number - 1, f"a table of {rows} lines")
            rows = 0
        if kind == "fence":
            yield Part(number, f"a {fence.info.split()[0] if fence.info else 'bare'} fence, indented {len(fence.indent)}")
        elif kind == "include" and fence:
            yield Part(number, f"the include {found['path']}:{found['section'] or ''}")
        elif kind == "include":
            yield Part(number, f"the include {found['path']}")
        elif kind == "heading":
            yield Part(number, f"a heading of level {len(found[1])} with id '{found[3]}'")
        elif kind == "box":
            yield Part(number, f"{found[2]} {found[3] or 'tab'}, indented {len(found[1])}")
        elif kind == "table":
            rows += 1
        elif kind in ("plot", "image"):
            yield Part(number, f"the image {IMAGE.search(line)[2]}")


def page_faults(page: Path) -> Iterator[Fault]:
    """How a page is written: what would be shown wrongly, or not be run."""
    source = read(page)
    for key in ("title", "description"):
        if not source.meta.get(key):
            yield Fault(page, 1, f"no {key}. Add '{key}: …' between '---' lines at the top.")
        elif set('"<>') & set(str(source.meta[key])):
            yield Fault(
                page, 1, f"the {key} has a \" or a < in it, which would end what stands in the page's head. Use words or “”."
            )
    kind = fence = None
    for number, line, kind, found, fence in marks(page):
        if kind == "code" and fence.info == "python" and line.strip():
            yield Fault(page, number, f"code on the page itself: {line.strip()!r}. Put it in an example and include its section.")
        elif kind == "fence" and (fence.ticks.startswith("~") or fence.info not in INFOS):
            what = f"a fence {fence.ticks}{fence.info!r} would not be run. Write ```{' or ```'.join(INFOS)}."
            yield Fault(page, number, what)
        elif kind == "heading" and not found[3]:
            yield Fault(page, number, f"heading {found[2]!r} has no id. Add one in English: '{{ #forward-pass }}'.")
        elif kind == "box" and found[2] != "===":
            if found[3] not in BOXES:
                yield Fault(page, number, f"there is no box '{found[3]}' (there are: {', '.join(BOXES)}).")
            if not found[4]:
                yield Fault(page, number, f'a box without a title. Write {found[2]} {found[3]} "…".')
        elif not fence and kind != "box" and re.match(r"\s*(!!!|\?\?\?)", line):
            yield Fault(page, number, f"{line.strip()!r} is no box. Write '!!! note \"Title\"'.")
        elif not fence and kind != "heading" and (image := IMAGE.search(line)):
            if not image[1].strip():
                yield Fault(page, number, f"image {image[2]} has no alt text. Say in words what it shows.")
            if kind != "plot" and not re.search(r"width=.*height=", image[3] or ""):
                yield Fault(page, number, f'image {image[2]} has no size. Add \'{{ width="…" height="…" }}\'.')
    if fence and kind != "end":
        yield Fault(page, fence.line, f"this fence never ends. Close it with {fence.ticks}.")


def nav_faults(docs: Path) -> Iterator[Fault]:
    """Pages that no reader would be led to, and the other way round."""
    for name in nav():
        for page in (docs / language / name for language in LANGUAGES if name.endswith(".md")):
            if not page.exists():
                what = f"the nav names {name}, and there is no {relative(page)}. Write it, or drop '- {name}'."
                yield Fault(CONFIG, line_of(CONFIG, rf"[\s:\"']{re.escape(name)}\b"), what)
    for page in sorted(docs.glob("*/**/*.md")):
        name = page.relative_to(docs / page.relative_to(docs).parts[0]).as_posix()
        if name not in nav():
            yield Fault(page, 1, f"it is not in the nav: no reader would find it. Add '- {name}' to mkdocs.yml.")


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
